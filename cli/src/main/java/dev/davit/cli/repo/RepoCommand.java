package dev.davit.cli.repo;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code davit repo}: the door to the verbs of repositories. */
@Command(
    name = "repo",
    mixinStandardHelpOptions = true,
    description = "Works on a repository directly; needs no service.",
    synopsisSubcommandLabel = "VERB",
    subcommands = {
      InitCommand.class,
      KeyCommand.class,
      BackupPathsCommand.class,
      RestoreCommand.class,
      SnapshotsCommand.class,
      LsCommand.class,
      CatCommand.class,
      FindCommand.class,
      DiffCommand.class,
      CheckCommand.class,
      CopyCommand.class,
      RepairCommand.class,
      ForgetCommand.class,
      PruneCommand.class,
      LocksCommand.class,
      UnlockCommand.class,
      StatsCommand.class,
      HelpCommand.class
    })
public final class RepoCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no verb given");
  }
}
