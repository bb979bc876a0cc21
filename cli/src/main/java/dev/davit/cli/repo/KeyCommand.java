package dev.davit.cli.repo;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code davit repo key}: the passwords that open a repository. */
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    description = "Lists, adds, removes and changes the passwords of a repository.",
    synopsisSubcommandLabel = "VERB",
    subcommands = {
      KeyListCommand.class,
      KeyAddCommand.class,
      KeyRemoveCommand.class,
      KeyPasswdCommand.class
    })
final class KeyCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no verb given");
  }
}
