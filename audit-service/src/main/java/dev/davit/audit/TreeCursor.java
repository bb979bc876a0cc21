package dev.davit.audit;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.snapshot.FileName;
import dev.davit.repository.snapshot.Node;
import dev.davit.repository.snapshot.NodeType;
import dev.davit.repository.snapshot.PathNode;
import java.util.Arrays;
import java.util.Iterator;

/**
 * Walks a stored tree once, beside a list of sorted paths: a merge join. Holds no more than the
 * open directories. Used by one thread.
 */
final class TreeCursor {
  private final Iterator<PathNode> nodes;
  private PathNode current;
  private byte[] currentKey;
  private PathNode link;
  private byte[] asked = {};

  TreeCursor(Iterator<PathNode> nodes) {
    this.nodes = nodes;
    advance();
  }

  /**
   * What stands at the path, or the symlink that leads there; null if nothing does. Paths are to be
   * asked for in {@link dev.davit.contracts.point.PathOrder}, repeats allowed.
   *
   * @throws DavitException {@code REPOSITORY_DAMAGED} if they are not
   */
  PathNode find(String path) {
    byte[] key = key(path);
    if (Arrays.compareUnsigned(key, asked) < 0) {
      throw new DavitException(
          ErrorCode.REPOSITORY_DAMAGED, "references", "\"" + path + "\" is out of order");
    }
    asked = key;
    while (current != null && Arrays.compareUnsigned(currentKey, key) < 0) {
      advance();
    }
    if (current != null && Arrays.equals(currentKey, key)) {
      return current;
    }
    return link != null && path.startsWith(link.path() + "/") ? link : null;
  }

  /** A symlink lies before whatever its path begins, and nothing lies between. */
  private void advance() {
    if (current != null && current.node().type() == NodeType.SYMLINK) {
      link = current;
    }
    current = nodes.hasNext() ? nodes.next() : null;
    currentKey = current == null ? null : key(current.path());
  }

  /** Component by component: the separator is the lowest of all bytes. */
  private static byte[] key(String path) {
    byte[] bytes = FileName.encode(path);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '/') {
        bytes[i] = 0;
      }
    }
    return bytes;
  }

  static boolean isLink(Node node) {
    return node.type() == NodeType.SYMLINK;
  }
}
