package dev.davit.repository.snapshot;

import dev.davit.repository.pack.BlobId;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** In what two trees differ. Directories of one tree id are alike, and not read. Thread-safe. */
public final class TreeDiff {
  private final TreeReader trees;

  public TreeDiff(TreeReader trees) {
    this.trees = trees;
  }

  /** What became of an entry. */
  public enum Kind {
    ADDED,
    REMOVED,
    /** It is of another type now. */
    TYPE,
    /** Its content or link target is another. */
    CONTENT,
    /** Only mode, owner, times or attributes are others. */
    METADATA
  }

  /**
   * One entry that is not alike.
   *
   * @param path from the root, without a leading slash
   * @param before null if it was added
   * @param after null if it was removed
   */
  public record Change(Kind kind, String path, Node before, Node after) {}

  /** In the order of trees; of a directory that came or went also everything in it. */
  public void between(BlobId left, BlobId right, Consumer<Change> each) {
    between(left, right, "", each);
  }

  private void between(BlobId left, BlobId right, String prefix, Consumer<Change> each) {
    if (left.equals(right)) {
      return;
    }
    Iterator<Node> before = trees.nodes(left);
    Iterator<Node> after = trees.nodes(right);
    Node one = next(before);
    Node other = next(after);
    while (one != null || other != null) {
      int order = order(one, other);
      if (order < 0) {
        whole(Kind.REMOVED, one, prefix, each);
      } else if (order > 0) {
        whole(Kind.ADDED, other, prefix, each);
      } else {
        entry(one, other, prefix, each);
      }
      one = order <= 0 ? next(before) : one;
      other = order >= 0 ? next(after) : other;
    }
  }

  private static Node next(Iterator<Node> nodes) {
    return nodes.hasNext() ? nodes.next() : null;
  }

  private static int order(Node one, Node other) {
    if (one == null || other == null) {
      return one == null ? 1 : -1;
    }
    return FileName.compare(one.name(), other.name());
  }

  private void entry(Node before, Node after, String prefix, Consumer<Change> each) {
    String path = prefix + after.name();
    if (before.type() != after.type()) {
      each.accept(new Change(Kind.TYPE, path, before, after));
      return;
    }
    boolean sameContent =
        before.content().equals(after.content())
            && before.size() == after.size()
            && before.linkTarget().equals(after.linkTarget())
            && before.device() == after.device();
    if (!sameContent) {
      each.accept(new Change(Kind.CONTENT, path, before, after));
    } else if (!sameMetadata(before, after)) {
      each.accept(new Change(Kind.METADATA, path, before, after));
    }
    if (after.isDirectory()) {
      between(before.subtree(), after.subtree(), path + '/', each);
    }
  }

  /** Apart from where the file system keeps it, and when it was last read or its entry changed. */
  private static boolean sameMetadata(Node before, Node after) {
    return before.mode() == after.mode()
        && before.uid() == after.uid()
        && before.gid() == after.gid()
        && before.mtime().equals(after.mtime())
        && sameAttributes(before.xattrs(), after.xattrs());
  }

  private static boolean sameAttributes(
      List<ExtendedAttribute> before, List<ExtendedAttribute> after) {
    boolean same = before.size() == after.size();
    for (int i = 0; same && i < before.size(); i++) {
      same =
          before.get(i).name().equals(after.get(i).name())
              && Arrays.equals(before.get(i).value(), after.get(i).value());
    }
    return same;
  }

  private void whole(Kind kind, Node node, String prefix, Consumer<Change> each) {
    String path = prefix + node.name();
    each.accept(change(kind, path, node));
    if (node.isDirectory()) {
      trees
          .walk(node.subtree())
          .forEach(below -> each.accept(change(kind, path + '/' + below.path(), below.node())));
    }
  }

  private static Change change(Kind kind, String path, Node node) {
    return kind == Kind.ADDED
        ? new Change(kind, path, null, node)
        : new Change(kind, path, node, null);
  }
}
