package dev.davit.cli.repo;

import dev.davit.cli.output.Human;
import dev.davit.cli.output.Table;
import dev.davit.repository.maintain.StatisticsReport;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

/** {@code davit repo stats}. */
@Command(name = "stats", description = "Counts what is stored. Takes no lock.")
final class StatsCommand extends RepoVerb {
  @Override
  public Integer call() {
    try (var session = open()) {
      StatisticsReport report = session.repository().statistics().run();
      print(report, () -> table(report));
    }
    return 0;
  }

  private static String table(StatisticsReport report) {
    double ratio = report.packBytes() == 0 ? 1 : (double) report.fileBytes() / report.packBytes();
    return new Table(List.of("WHAT", "COUNT", "SIZE"))
        .row(row("snapshots", report.snapshots(), ""))
        .row(row("files of all snapshots", report.files(), Human.bytes(report.fileBytes())))
        .row(row("data blobs", report.dataBlobs(), ""))
        .row(row("tree blobs", report.treeBlobs(), ""))
        .row(
            row(
                "blobs before compression",
                report.dataBlobs() + report.treeBlobs(),
                Human.bytes(report.blobBytes())))
        .row(row("packs", report.packs(), Human.bytes(report.packBytes())))
        .row(List.of("files by stored bytes", String.format(Locale.ROOT, "%.1f", ratio), ""))
        .toString();
  }

  private static List<String> row(String what, long count, String size) {
    return List.of(what, Human.count(count), size);
  }
}
