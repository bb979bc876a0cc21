package dev.davit.media;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.ParentPoint;
import dev.davit.repository.Repository;
import dev.davit.repository.archive.ParentMatch;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.pack.BlobType;
import dev.davit.repository.snapshot.Node;
import java.time.Instant;

/** The media of the point before, as far as there is one. Used by one thread. */
final class ParentMedia {
  private static final int OWNER_ONLY = 0700;

  private final Repository repository;
  private final BlobId media;

  private ParentMedia(Repository repository, BlobId media) {
    this.repository = repository;
    this.media = media;
  }

  /**
   * @param point null: none; one that was forgotten meanwhile only costs the files' reading
   */
  static ParentMedia of(Repository repository, ParentPoint point) {
    if (point == null) {
      return new ParentMedia(repository, null);
    }
    try {
      BlobId root = repository.snapshot(point.snapshot()).tree();
      Node node = repository.node(root, PinnedMedia.MEDIA);
      return new ParentMedia(repository, node == null ? null : node.subtree());
    } catch (DavitException e) {
      if (e.code() == ErrorCode.UNKNOWN_SNAPSHOT) {
        return new ParentMedia(repository, null);
      }
      throw e;
    }
  }

  /** What of a root need not be read again; null if it is new. */
  ParentMatch match(String root) {
    BlobId tree = tree(root);
    return tree == null ? null : repository.parent(tree);
  }

  /** Looks for files of a root, or of those outside of all roots. */
  TreeLookup lookup(String root) {
    return new TreeLookup(repository.trees(), tree(root));
  }

  private BlobId tree(String root) {
    Node node = media == null ? null : repository.node(media, root);
    return node == null ? null : node.subtree();
  }

  /** Whether a file of the point can still be restored. */
  boolean isWhole(Node file) {
    return file.isFile()
        && file.content().stream().allMatch(id -> repository.blobs().has(BlobType.DATA, id));
  }

  /**
   * A file that vanished: the number by which its other names were known may be another file's by
   * now, and a restore would take the two for one.
   */
  static Node alone(Node file) {
    return new Node(
        file.name(),
        file.type(),
        file.mode(),
        file.mtime(),
        file.atime(),
        file.ctime(),
        file.uid(),
        file.gid(),
        file.user(),
        file.group(),
        0,
        0,
        file.size(),
        1,
        file.linkTarget(),
        file.xattrs(),
        file.device(),
        file.content(),
        null);
  }

  /** A directory that stands for none of the machine's. */
  static Node plainDirectory(String name, Instant at) {
    return Node.directory(name, OWNER_ONLY, at, null);
  }
}
