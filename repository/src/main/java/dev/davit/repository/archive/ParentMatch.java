package dev.davit.repository.archive;

import dev.davit.repository.pack.BlobId;

/**
 * What of an earlier tree may be taken over unread: a file of the same path, size, modification and
 * change time and inode, all of whose blobs are still indexed.
 */
public final class ParentMatch {
  private final BlobId tree;

  public ParentMatch(BlobId tree) {
    this.tree = tree;
  }

  public BlobId tree() {
    return tree;
  }
}
