package dev.davit.media;

import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.RecoveryContext;
import dev.davit.contracts.point.PointManifest;
import dev.davit.media.model.CaptureRoots;
import dev.davit.repository.Repository;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.snapshot.Node;

/** The media part of a recovery point, read from its snapshot. Thread-safe. */
record StoredPoint(Repository repository, BlobId root, PointManifest manifest) {

  /** {@code UNKNOWN_SNAPSHOT}, {@code REPOSITORY_DAMAGED}. The repository stays the caller's. */
  static StoredPoint open(Repository repository, RecoveryContext context) {
    BlobId root = repository.snapshot(context.snapshot()).tree();
    var trees = repository.trees();
    byte[] file = trees.bytes(trees.require(root, PointManifest.FILE));
    return new StoredPoint(repository, root, Json.read(file, PointManifest.class));
  }

  /** The directory of a media root. */
  Node media(String name) {
    Node node = repository.node(root, PinnedMedia.MEDIA + "/" + name);
    if (node == null || !node.isDirectory()) {
      throw missing(PinnedMedia.MEDIA + "/" + name);
    }
    return node;
  }

  /** Files outside of all roots, by their absolute paths; null if there are none. */
  BlobId external() {
    Node node = repository.node(root, PinnedMedia.MEDIA + "/" + CaptureRoots.EXTERNAL);
    return node == null ? null : node.subtree();
  }

  private static DavitException missing(String path) {
    return new DavitException(
        ErrorCode.OBJECT_MISSING, "file \"" + path + "\"", "the snapshot does not hold it");
  }
}
