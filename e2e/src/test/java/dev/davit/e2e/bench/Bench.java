package dev.davit.e2e.bench;

import dev.davit.e2e.bench.faults.FaultsBench;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./davit bench NAME}: a benchmark is a command of its own, listed here. */
@Command(
    name = "davit bench",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "NAME",
    description = "Runs one of the benchmarks.",
    subcommands = {Triggers.class, Fires.class, FaultsBench.class})
public final class Bench implements Runnable {
  @Spec private CommandSpec spec;

  private Bench() {}

  /** Ends with the benchmark's exit code: 0 if all held, 1 if not, 2 if it was not understood. */
  public static void main(String[] arguments) {
    // Before anything starts threads: initialising two log managers at once can deadlock.
    java.util.logging.LogManager.getLogManager();
    System.exit(new CommandLine(new Bench()).execute(arguments));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name a benchmark");
  }
}
