package dev.davit.cli.repo;

import dev.davit.cli.output.Human;
import dev.davit.cli.output.Table;
import dev.davit.repository.snapshot.SnapshotMeta;
import java.time.Instant;
import java.util.List;

/** A snapshot as it is printed. */
record SnapshotView(
    String id,
    Instant time,
    String hostname,
    String username,
    List<String> tags,
    List<String> paths,
    String tree,
    String program) {
  private static final int SHORT = 8;

  static SnapshotView of(SnapshotMeta meta) {
    return new SnapshotView(
        meta.id(),
        meta.time(),
        meta.hostname(),
        meta.username(),
        meta.tags(),
        meta.paths(),
        meta.tree().toString(),
        meta.programVersion());
  }

  static List<SnapshotView> of(List<SnapshotMeta> snapshots) {
    return snapshots.stream().map(SnapshotView::of).toList();
  }

  static String table(List<SnapshotView> snapshots) {
    var table = new Table(List.of("SNAPSHOT", "TIME", "HOST", "TAGS", "PATHS"));
    for (var one : snapshots) {
      table.row(
          List.of(
              shortId(one.id),
              Human.time(one.time),
              one.hostname,
              String.join(",", one.tags),
              String.join(" ", one.paths)));
    }
    return table.toString();
  }

  /** Enough for people. */
  static String shortId(String id) {
    return id.substring(0, SHORT);
  }
}
