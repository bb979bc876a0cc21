package dev.davit.media;

import dev.davit.repository.Repository;
import dev.davit.repository.index.StoredBlob;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.pack.BlobType;
import dev.davit.repository.snapshot.FileName;
import dev.davit.repository.snapshot.Node;
import dev.davit.repository.snapshot.TreeWriter;
import java.util.Collections;
import java.util.Iterator;
import java.util.function.Function;

/**
 * Puts nodes into a stored tree, in one pass over both: only directories on the way to an addition
 * are written again, and one directory of each depth is in memory. Used once, by one thread.
 */
final class TreeMerge {
  private final Repository repository;
  private final Iterator<Addition> additions;
  private final Function<String, Node> newDirectory;
  private Addition next;
  private long files;
  private long bytes;
  private long stored;

  /**
   * @param additions by ascending {@link TreePaths} order, no path twice; none is a directory
   * @param newDirectory metadata of a directory that the tree lacks, by its path
   */
  TreeMerge(
      Repository repository, Iterator<Addition> additions, Function<String, Node> newDirectory) {
    this.repository = repository;
    this.additions = additions;
    this.newDirectory = newDirectory;
    advance();
  }

  /**
   * @param tree null for an empty one
   * @return the tree as it was, if nothing was added
   */
  BlobId into(BlobId tree) {
    return next == null && tree != null ? tree : merge(tree, "");
  }

  /** Files that the tree has more than before; likewise {@link #bytes}. */
  long files() {
    return files;
  }

  long bytes() {
    return bytes;
  }

  /** Bytes of directories that were new to the repository. */
  long stored() {
    return stored;
  }

  private BlobId merge(BlobId tree, String prefix) {
    var writer = new TreeWriter();
    Iterator<Node> nodes =
        tree == null ? Collections.emptyIterator() : repository.trees().nodes(tree);
    Node old = nodes.hasNext() ? nodes.next() : null;
    while (old != null || belongs(prefix)) {
      int order = order(old, prefix);
      if (order < 0) {
        writer.add(old);
      } else {
        writer.add(added(prefix + firstName(prefix), order == 0 ? old : null));
      }
      if (order <= 0) {
        old = nodes.hasNext() ? nodes.next() : null;
      }
    }
    StoredBlob blob = repository.blobs().store(BlobType.TREE, writer.finish());
    stored += blob.stored();
    return blob.id();
  }

  /** Negative: the old node comes first; zero: both have one name. */
  private int order(Node old, String prefix) {
    if (old == null) {
      return 1;
    }
    return belongs(prefix) ? FileName.compare(old.name(), firstName(prefix)) : -1;
  }

  private Node added(String path, Node old) {
    if (next.path().equals(path)) {
      Node node = next.node().named(TreePaths.name(path));
      count(node, old);
      advance();
      return node;
    }
    if (old != null && !old.isDirectory()) {
      skip(path + "/"); // a file took the directory's place: what is there now was captured
      return old;
    }
    Node directory = old == null ? newDirectory.apply(path).named(TreePaths.name(path)) : old;
    return directory.withSubtree(merge(old == null ? null : old.subtree(), path + "/"));
  }

  private void count(Node node, Node old) {
    files += (node.isFile() ? 1 : 0) - (old != null && old.isFile() ? 1 : 0);
    bytes += node.size() - (old == null ? 0 : old.size());
  }

  private void skip(String prefix) {
    while (belongs(prefix)) {
      advance();
    }
  }

  private boolean belongs(String prefix) {
    return next != null && next.path().startsWith(prefix);
  }

  private String firstName(String prefix) {
    int slash = next.path().indexOf('/', prefix.length());
    return next.path().substring(prefix.length(), slash < 0 ? next.path().length() : slash);
  }

  /** What seems to lie in a file that was just added comes of another moment: it is left out. */
  private void advance() {
    String last = next == null ? null : next.path() + "/";
    do {
      next = additions.hasNext() ? additions.next() : null;
    } while (last != null && next != null && next.path().startsWith(last));
  }
}
