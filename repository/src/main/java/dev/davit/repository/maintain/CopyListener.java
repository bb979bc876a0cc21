package dev.davit.repository.maintain;

import dev.davit.repository.snapshot.SnapshotMeta;

/** Hears how far a copy is; calls come from one thread. */
public interface CopyListener {
  CopyListener NONE = new CopyListener() {};

  /** Blobs were read and handed on; their plain bytes. */
  default void copied(long blobs, long bytes) {}

  /** A snapshot is published at the destination. */
  default void published(SnapshotMeta source, SnapshotMeta copy) {}
}
