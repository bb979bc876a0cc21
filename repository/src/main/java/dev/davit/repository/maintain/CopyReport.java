package dev.davit.repository.maintain;

import dev.davit.repository.snapshot.SnapshotMeta;
import java.util.List;

/**
 * What a copy did.
 *
 * @param snapshots as published at the destination, oldest first
 * @param blobs that the destination did not have
 * @param bytes of those, plain
 * @param storedBytes by which the destination grew, without indexes and snapshots
 * @param verifiedBytes of packs that were read again at the destination
 */
public record CopyReport(
    List<SnapshotMeta> snapshots, long blobs, long bytes, long storedBytes, long verifiedBytes) {
  public CopyReport {
    snapshots = List.copyOf(snapshots);
  }
}
