package dev.davit.repository.snapshot;

import dev.davit.repository.pack.BlobId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Depth-first walk; holds the open directories from the root to where it is. */
final class TreeWalk implements Iterator<PathNode> {
  private final TreeReader trees;
  private final Deque<Level> levels = new ArrayDeque<>();
  private PathNode entered;

  TreeWalk(TreeReader trees, BlobId root) {
    this.trees = trees;
    levels.push(new Level("", trees.nodes(root)));
  }

  @Override
  public boolean hasNext() {
    enter();
    while (!levels.isEmpty() && !levels.peek().nodes().hasNext()) {
      levels.pop();
    }
    return !levels.isEmpty();
  }

  @Override
  public PathNode next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Level level = levels.peek();
    Node node = level.nodes().next();
    var found = new PathNode(level.prefix() + node.name(), node);
    entered = node.isDirectory() ? found : null;
    return found;
  }

  /** Late, so that a directory is only read by those who go on. */
  private void enter() {
    if (entered != null) {
      levels.push(new Level(entered.path() + '/', trees.nodes(entered.node().subtree())));
      entered = null;
    }
  }

  private record Level(String prefix, Iterator<Node> nodes) {}
}
