package dev.davit.media;

import dev.davit.repository.pack.BlobId;
import dev.davit.repository.snapshot.FileName;
import dev.davit.repository.snapshot.Node;
import dev.davit.repository.snapshot.TreeReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * Finds nodes in a stored tree for paths that come in ascending order: reads each directory that is
 * asked for once, and keeps open only those on the way to the last path. A path out of order within
 * the last one's directory may not be found. Used by one thread.
 */
final class TreeLookup {
  private final TreeReader trees;
  private final List<Level> levels = new ArrayList<>();

  /**
   * @param root null: nothing is found
   */
  TreeLookup(TreeReader trees, BlobId root) {
    this.trees = trees;
    this.levels.add(new Level("", root == null ? Collections.emptyIterator() : trees.nodes(root)));
  }

  /** The node, or null. */
  Node find(String path) {
    String[] names = path.split("/");
    leave(names);
    for (int i = levels.size() - 1; i < names.length; i++) {
      Node node = levels.get(i).find(names[i]);
      if (node == null || i == names.length - 1) {
        return node;
      }
      if (node.subtree() == null) {
        return null;
      }
      levels.add(new Level(names[i], trees.nodes(node.subtree())));
    }
    return null;
  }

  /** Closes the directories that are not on the way to the path. */
  private void leave(String[] names) {
    int common = 1;
    while (common < levels.size()
        && common < names.length
        && levels.get(common).name.equals(names[common - 1])) {
      common++;
    }
    levels.subList(common, levels.size()).clear();
  }

  private static final class Level {
    private final String name;
    private final Iterator<Node> nodes;
    private Node current;

    Level(String name, Iterator<Node> nodes) {
      this.name = name;
      this.nodes = nodes;
      advance();
    }

    Node find(String wanted) {
      while (current != null) {
        int order = FileName.compare(current.name(), wanted);
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
}
