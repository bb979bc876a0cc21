package dev.davit.cli;

import dev.davit.cli.demo.DemoCommand;
import dev.davit.cli.output.Failures;
import dev.davit.cli.repo.RepoCommand;
import dev.davit.cli.verb.ApplyCommand;
import dev.davit.cli.verb.BackupCommand;
import dev.davit.cli.verb.CancelCommand;
import dev.davit.cli.verb.DescribeCommand;
import dev.davit.cli.verb.EventsCommand;
import dev.davit.cli.verb.GetCommand;
import dev.davit.cli.verb.LogsCommand;
import dev.davit.cli.verb.ProtectCommand;
import dev.davit.cli.verb.QuarantineCommand;
import dev.davit.cli.verb.RecoverCommand;
import dev.davit.cli.verb.ScheduleCommand;
import dev.davit.cli.verb.UnprotectCommand;
import dev.davit.cli.verb.UpCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code davit}. */
@Command(
    name = "davit",
    version = "davit 0.1.0-SNAPSHOT",
    mixinStandardHelpOptions = true,
    description = "Backs up a PostgreSQL database and its media files as one proven point.",
    synopsisSubcommandLabel = "VERB",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      ProtectCommand.class,
      UnprotectCommand.class,
      BackupCommand.class,
      RecoverCommand.class,
      GetCommand.class,
      DescribeCommand.class,
      CancelCommand.class,
      ApplyCommand.class,
      EventsCommand.class,
      LogsCommand.class,
      ScheduleCommand.class,
      QuarantineCommand.class,
      RepoCommand.class,
      HelpCommand.class
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(out, err, args));
  }

  /** Runs one command line and returns its exit code; never ends the process. */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    int code = commandLine().setOut(out).setErr(err).execute(args);
    out.flush();
    err.flush();
    return code;
  }

  private static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(Failures::usage)
        .setExecutionExceptionHandler(Failures::report);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no verb given");
  }
}
