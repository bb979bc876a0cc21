package dev.davit.repository.snapshot;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What snapshots have in common that belong to one series. Pure.
 *
 * @param by none: all snapshots are one series
 */
public record SnapshotGrouping(Set<By> by) {
  /** The series of restic's forget. */
  public static final SnapshotGrouping HOST_AND_PATHS =
      new SnapshotGrouping(EnumSet.of(By.HOST, By.PATHS));

  /** What can be looked at. */
  public enum By {
    HOST,
    PATHS,
    TAGS
  }

  public SnapshotGrouping {
    by = Set.copyOf(by);
  }

  /** Each series in the order given; series in the order of their first snapshots. */
  public List<List<SnapshotMeta>> groups(List<SnapshotMeta> snapshots) {
    Map<Series, List<SnapshotMeta>> groups = new LinkedHashMap<>();
    for (SnapshotMeta snapshot : snapshots) {
      groups.computeIfAbsent(series(snapshot), key -> new ArrayList<>()).add(snapshot);
    }
    return List.copyOf(groups.values());
  }

  private record Series(String hostname, List<String> paths, List<String> tags) {}

  private Series series(SnapshotMeta snapshot) {
    return new Series(
        by.contains(By.HOST) ? snapshot.hostname() : "",
        by.contains(By.PATHS) ? snapshot.paths().stream().sorted().toList() : List.of(),
        by.contains(By.TAGS) ? snapshot.tags().stream().sorted().toList() : List.of());
  }
}
