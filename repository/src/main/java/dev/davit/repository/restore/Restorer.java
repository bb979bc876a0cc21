package dev.davit.repository.restore;

import dev.davit.repository.index.BlobStore;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.snapshot.TreeReader;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** Restores trees to directories. Thread-safe. */
public final class Restorer {
  private final BlobStore blobs;
  private final TreeReader trees;

  public Restorer(BlobStore blobs, TreeReader trees) {
    this.blobs = blobs;
    this.trees = trees;
  }

  /**
   * @param target made if it is missing; nothing outside of it is touched
   * @param cancelled asked often; once true the call ends with {@code CANCELLED}
   * @throws dev.davit.contracts.error.DavitException {@code PATH_UNSAFE}, {@code PATH_MISSING} for
   *     an unknown include, {@code TARGET_NOT_EMPTY}, {@code DISK_FULL}, {@code
   *     REPOSITORY_DAMAGED}, {@code OBJECT_MISSING}; what was restored so far stays
   */
  public RestoreSummary restore(
      BlobId tree,
      Path target,
      RestoreOptions options,
      RestoreListener listener,
      BooleanSupplier cancelled) {
    throw new IllegalStateException("not yet" + blobs + trees);
  }
}
