package dev.davit.repository.snapshot;

import dev.davit.repository.pack.BlobId;
import java.util.List;
import java.util.Map;

/** Publishes: the only way a snapshot comes to be. */
public final class SnapshotCommit {
  SnapshotCommit() {}

  /**
   * Joins parts into one root tree and writes one snapshot of it: trees merge directory by
   * directory at the top level; then flush, lock still held, every pack listed and indexed, lease
   * held, snapshot.
   *
   * @param parts trees whose top-level nodes go into the root
   * @param rootFiles name to bytes of files in the root
   * @param requireLease throws if the caller may no longer publish
   * @throws dev.davit.contracts.error.DavitException {@code LOCK_LOST}, {@code OBJECT_MISSING} if a
   *     part is not wholly there, {@code INVALID_REQUEST} if names collide
   */
  public SnapshotMeta join(
      List<BlobId> parts, Map<String, byte[]> rootFiles, SnapshotInfo info, Runnable requireLease) {
    throw new IllegalStateException("not yet");
  }
}
