package dev.davit.cli.verb;

import dev.davit.cli.stack.LocalStack;
import dev.davit.cli.stack.StackOptions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code davit up}: the whole of Davit on this machine until it is told to stop. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Runs broker, database and services on this machine until stopped (Ctrl-C).")
public final class UpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where everything is kept (default: ~/.local/share/davit).")
  private Path data;

  @Override
  public Integer call() throws InterruptedException {
    var out = spec.commandLine().getOut();
    var err = spec.commandLine().getErr();
    try (var stack = LocalStack.start(StackOptions.of(data, err::println))) {
      out.println("Davit is up: " + stack.server() + " (data in " + stack.data() + ")");
      out.println("  export DAVIT=" + stack.server() + " KAFKA=" + stack.kafka());
      stack.awaitStop();
    }
    return 0;
  }
}
