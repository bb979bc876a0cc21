package dev.davit.repository.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What a new snapshot says about itself.
 *
 * @param hostname of what was backed up: for a recovery point the system's name
 * @param paths absolute paths that {@code restic forget} groups by
 */
public record SnapshotInfo(String hostname, List<String> paths, List<String> tags, Instant time) {
  public SnapshotInfo {
    Objects.requireNonNull(hostname, "hostname");
    Objects.requireNonNull(time, "time");
    paths = List.copyOf(paths);
    tags = List.copyOf(tags);
  }
}
