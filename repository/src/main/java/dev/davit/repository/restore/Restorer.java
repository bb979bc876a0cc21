package dev.davit.repository.restore;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.index.BlobStore;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.posix.Directory;
import dev.davit.repository.posix.PosixException;
import dev.davit.repository.snapshot.TreeReader;
import java.io.IOException;
import java.nio.file.Files;
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
   * Restores what is in a tree; the target keeps its own metadata.
   *
   * @param target made if it is missing; nothing outside of it is touched
   * @param cancelled asked often; once true the call ends with {@code CANCELLED}
   * @throws DavitException {@code PATH_UNSAFE}, {@code PATH_MISSING} for an unknown include, {@code
   *     TARGET_NOT_EMPTY}, {@code DISK_FULL}, {@code REPOSITORY_DAMAGED}, {@code OBJECT_MISSING};
   *     what was restored so far stays
   */
  public RestoreSummary restore(
      BlobId tree,
      Path target,
      RestoreOptions options,
      RestoreListener listener,
      BooleanSupplier cancelled) {
    Include include = Include.of(options.include());
    if (!include.isAll() && trees.node(tree, options.include()) == null) {
      throw new DavitException(
          ErrorCode.PATH_MISSING, "path \"" + options.include() + '"', "it is not in the tree");
    }
    if (options.dryRun()) {
      return new RestoreRun(blobs, trees, options, listener, cancelled, null).run(tree, include);
    }
    try {
      Files.createDirectories(target);
      try (Directory root = Directory.open(target)) {
        return new RestoreRun(blobs, trees, options, listener, cancelled, root).run(tree, include);
      }
    } catch (IOException e) {
      throw PosixException.problem(e, "directory \"" + target + '"');
    }
  }
}
