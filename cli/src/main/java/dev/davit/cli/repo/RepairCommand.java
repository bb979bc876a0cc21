package dev.davit.cli.repo;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code davit repo repair}: after damage. */
@Command(
    name = "repair",
    mixinStandardHelpOptions = true,
    description = "Makes a damaged repository usable again.",
    synopsisSubcommandLabel = "WHAT",
    subcommands = {RepairIndexCommand.class})
final class RepairCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "repair what? index");
  }
}
