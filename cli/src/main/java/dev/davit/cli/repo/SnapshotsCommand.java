package dev.davit.cli.repo;

import dev.davit.repository.snapshot.SnapshotGrouping;
import dev.davit.repository.snapshot.SnapshotMeta;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code davit repo snapshots}. */
@Command(name = "snapshots", description = "Lists snapshots, oldest first. Takes no lock.")
final class SnapshotsCommand extends RepoVerb {
  @Mixin private FilterOption filter;

  @Option(
      names = "--latest",
      paramLabel = "N",
      arity = "0..1",
      fallbackValue = "1",
      description = "Only the newest N of each host and paths (default: 1).")
  private Integer latest;

  @Override
  public Integer call() {
    if (latest != null && latest < 1) {
      throw usage("--latest is at least 1");
    }
    try (var session = open()) {
      var all = session.repository().snapshots().stream().filter(filter.filter()::matches).toList();
      var views = SnapshotView.of(latest == null ? all : newest(all));
      print(views, () -> SnapshotView.table(views));
    }
    return 0;
  }

  private List<SnapshotMeta> newest(List<SnapshotMeta> all) {
    var chosen =
        SnapshotGrouping.HOST_AND_PATHS.groups(all).stream()
            .flatMap(series ->
                series.subList(Math.max(0, series.size() - latest), series.size()).stream())
            .toList();
    return all.stream().filter(chosen::contains).toList();
  }
}
