package dev.davit.cli.repo;

import dev.davit.cli.output.Human;
import dev.davit.repository.maintain.IndexRepairReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code davit repo repair index}. */
@Command(
    name = "index",
    description =
        "Makes the index anew from what packs say of themselves; a check says afterwards what is lost.")
final class RepairIndexCommand extends RepoVerb {
  @Option(
      names = "--read-all-packs",
      description = "Looks into each pack, not only into those that the index lacks.")
  private boolean everyPack;

  @Option(names = "--dry-run", description = "Only says what would be done; takes no lock.")
  private boolean dryRun;

  @Override
  public Integer call() {
    try (var session = RepoSession.openWithoutIndex(option())) {
      IndexRepairReport report = run(session);
      print(report, () -> text(report));
    }
    return 0;
  }

  private IndexRepairReport run(RepoSession session) {
    var repository = session.repository();
    if (dryRun) {
      return repository.repairIndex().dryRun(everyPack, session::isCancelled);
    }
    try (var lock = repository.lockExclusive(LockName.ofThisProcess())) {
      return repository.repairIndex().run(everyPack, lock, session::isCancelled);
    }
  }

  private String text(IndexRepairReport report) {
    report.missing().forEach(pack -> say("pack " + pack + " is missing"));
    report.broken().forEach(pack -> say("pack " + pack));
    if (report.nothingWrong()) {
      return "the index is right: " + Human.count(report.packs()) + " packs";
    }
    return "%s: %d unreadable index objects replaced, %d packs added, %d missing packs left out, %d packs that do not say what they hold"
        .formatted(
            report.dryRun() ? "would repair" : "repaired",
            report.unreadable().size(),
            report.added().size(),
            report.missing().size(),
            report.broken().size());
  }
}
