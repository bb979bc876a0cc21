package dev.davit.cli.repo;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.Repository;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.snapshot.Node;
import dev.davit.repository.snapshot.SnapshotMeta;

/**
 * {@code SNAPSHOT[:PATH]}, found.
 *
 * @param path without slashes at its ends; empty for the whole snapshot
 * @param node null for the whole snapshot
 */
record SnapshotPath(SnapshotMeta snapshot, String path, Node node) {

  /**
   * @throws DavitException {@code UNKNOWN_SNAPSHOT}, {@code PATH_MISSING}
   */
  static SnapshotPath find(Repository repository, String text) {
    int colon = text.indexOf(':');
    String id = colon < 0 ? text : text.substring(0, colon);
    String path = colon < 0 ? "" : text.substring(colon + 1).replaceAll("^/+|/+$", "");
    SnapshotMeta snapshot = repository.snapshot(id);
    if (path.isEmpty()) {
      return new SnapshotPath(snapshot, "", null);
    }
    Node node = repository.node(snapshot.tree(), path);
    if (node == null) {
      String reason = "snapshot " + SnapshotView.shortId(snapshot.id()) + " does not hold it";
      throw new DavitException(ErrorCode.PATH_MISSING, "path \"/" + path + '"', reason);
    }
    return new SnapshotPath(snapshot, path, node);
  }

  boolean isDirectory() {
    return node == null || node.isDirectory();
  }

  /** Tree of a directory. */
  BlobId tree() {
    return node == null ? snapshot.tree() : node.subtree();
  }

  /** Tree of the directory that holds it. */
  BlobId parentTree(Repository repository) {
    int slash = path.lastIndexOf('/');
    return slash < 0
        ? snapshot.tree()
        : repository.node(snapshot.tree(), path.substring(0, slash)).subtree();
  }
}
