package dev.davit.repository.snapshot;

import java.util.List;

/**
 * Which snapshots are meant; empty lists mean all. Pure.
 *
 * @param hostnames any of these
 * @param tags any of these; one of them may be several joined by commas, all of which it must carry
 * @param paths all of these
 */
public record SnapshotFilter(List<String> hostnames, List<String> tags, List<String> paths) {
  public SnapshotFilter {
    hostnames = List.copyOf(hostnames);
    tags = List.copyOf(tags);
    paths = List.copyOf(paths);
  }

  /** Every snapshot. */
  public static SnapshotFilter all() {
    return new SnapshotFilter(List.of(), List.of(), List.of());
  }

  public boolean matches(SnapshotMeta snapshot) {
    return (hostnames.isEmpty() || hostnames.contains(snapshot.hostname()))
        && (tags.isEmpty() || tags.stream().anyMatch(some -> carries(snapshot, some)))
        && snapshot.paths().containsAll(paths);
  }

  private static boolean carries(SnapshotMeta snapshot, String tags) {
    return snapshot.tags().containsAll(List.of(tags.split(",")));
  }
}
