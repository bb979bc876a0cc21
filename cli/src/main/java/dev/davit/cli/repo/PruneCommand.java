package dev.davit.cli.repo;

import dev.davit.cli.output.Human;
import dev.davit.repository.maintain.PruneReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code davit repo prune}. */
@Command(
    name = "prune",
    description = "Frees the space of what no snapshot needs. Spares packs younger than a day.")
final class PruneCommand extends RepoVerb {
  @Option(names = "--dry-run", description = "Only says what would be done; takes no lock.")
  private boolean dryRun;

  @Override
  public Integer call() {
    try (var session = open()) {
      PruneReport report = run(session, dryRun);
      print(report, () -> line(report));
    }
    return 0;
  }

  static PruneReport run(RepoSession session, boolean dryRun) {
    var prune = session.repository().prune();
    if (dryRun) {
      return prune.dryRun();
    }
    try (var lock = session.lockExclusive()) {
      return prune.run(lock, session::isCancelled);
    }
  }

  static String line(PruneReport report) {
    return "%s %s: %s packs deleted, %s of them copied in part, %s kept, %s spared for being young, %s left unused"
        .formatted(
            report.dryRun() ? "would free" : "freed",
            Human.bytes(report.freedBytes()),
            Human.count(report.deletedPacks()),
            Human.count(report.repackedPacks()),
            Human.count(report.keptPacks()),
            Human.count(report.sparedPacks()),
            Human.bytes(report.unusedBytes()));
  }
}
