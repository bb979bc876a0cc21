package dev.davit.repository.archive;

import dev.davit.repository.index.BlobStore;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.pack.BlobType;
import dev.davit.repository.snapshot.Node;

/**
 * What of an earlier tree may be taken over unread: a file of the same path, size, modification and
 * change time and inode, all of whose blobs are still indexed. The change time cannot be set by
 * programs: what was written meanwhile shows.
 */
public final class ParentMatch {
  private final BlobId tree;

  public ParentMatch(BlobId tree) {
    this.tree = tree;
  }

  public BlobId tree() {
    return tree;
  }

  static boolean isUnchanged(Node before, Node now, BlobStore blobs) {
    return before.isFile()
        && now.isFile()
        && before.size() == now.size()
        && before.inode() == now.inode()
        && before.mtime().equals(now.mtime())
        && before.ctime().equals(now.ctime())
        && before.content().stream().allMatch(id -> blobs.has(BlobType.DATA, id));
  }
}
