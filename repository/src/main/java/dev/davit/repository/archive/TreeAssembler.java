package dev.davit.repository.archive;

import dev.davit.repository.pack.BlobId;
import dev.davit.repository.snapshot.Node;
import java.time.Instant;

/**
 * A tree put together from stored pieces. Paths are relative, their directories made as needed.
 * Used by one thread; a path given twice is refused.
 */
public final class TreeAssembler {
  TreeAssembler() {}

  /** A file of stored content. */
  public TreeAssembler file(String path, FileContent content, int mode, Instant mtime) {
    throw new IllegalStateException("not yet");
  }

  /** A small file, stored now, readable by its owner only. */
  public TreeAssembler bytes(String path, byte[] content) {
    throw new IllegalStateException("not yet");
  }

  /** A stored directory at this path. */
  public TreeAssembler graft(String path, BlobId tree, Node meta) {
    throw new IllegalStateException("not yet");
  }

  /** Any stored node, under the last component of the path: a file carried forward, a link. */
  public TreeAssembler put(String path, Node node) {
    throw new IllegalStateException("not yet");
  }

  /** Metadata of a directory that would otherwise be made as needed; its subtree is ignored. */
  public TreeAssembler directory(String path, Node meta) {
    throw new IllegalStateException("not yet");
  }

  /** Stores the tree's directories. */
  public StoredTree write() {
    throw new IllegalStateException("not yet");
  }
}
