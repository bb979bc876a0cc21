package dev.davit.repository.archive;

import dev.davit.contracts.error.DavitException;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.snapshot.FileName;
import dev.davit.repository.snapshot.Node;
import dev.davit.repository.snapshot.TreeReader;
import java.util.Collections;
import java.util.Iterator;

/** Walks a directory of the parent beside the source's, both sorted. */
final class ParentCursor {
  private final Iterator<Node> nodes;
  private Node current;

  private ParentCursor(Iterator<Node> nodes) {
    this.nodes = nodes;
    advance();
  }

  /**
   * @param tree null for a directory the parent does not have; one that cannot be read only costs
   *     the files' reading
   */
  static ParentCursor of(TreeReader trees, BlobId tree) {
    if (tree != null) {
      try {
        return new ParentCursor(trees.nodes(tree));
      } catch (DavitException unreadable) {
        return new ParentCursor(Collections.emptyIterator());
      }
    }
    return new ParentCursor(Collections.emptyIterator());
  }

  /** The node of that name, or null; names must be asked in ascending order. */
  Node find(String name) {
    while (current != null) {
      int order = FileName.compare(current.name(), name);
      if (order >= 0) {
        return order == 0 ? current : null;
      }
      advance();
    }
    return null;
  }

  private void advance() {
    current = nodes.hasNext() ? nodes.next() : null;
  }
}
