package dev.davit.repository.maintain;

import dev.davit.repository.index.BlobStore;
import dev.davit.repository.index.Location;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.pack.BlobType;
import dev.davit.repository.snapshot.Node;
import dev.davit.repository.snapshot.TreeReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What a repository lacks of another's trees. Every tree is looked into, also one that is there: a
 * copy that broke off may have stored a tree and not what is below it. A tree is looked into once.
 */
final class MissingBlobs {
  private final TreeReader trees;
  private final BlobStore from;
  private final BlobStore to;
  private final BlobSet seen = new BlobSet();

  MissingBlobs(TreeReader trees, BlobStore from, BlobStore to) {
    this.trees = trees;
    this.from = from;
    this.to = to;
  }

  /** One place of each, in the order of their first use; less if cancelled. */
  List<Location> below(BlobId root, BooleanSupplier cancelled) {
    List<Location> missing = new ArrayList<>();
    var open = new ArrayDeque<BlobId>();
    open.push(root);
    while (!open.isEmpty() && !cancelled.getAsBoolean()) {
      BlobId tree = open.pop();
      if (!seen.add(BlobType.TREE, tree)) {
        continue;
      }
      need(BlobType.TREE, tree, missing);
      Iterator<Node> nodes = trees.nodes(tree);
      while (nodes.hasNext()) {
        look(nodes.next(), open, missing);
      }
    }
    return missing;
  }

  private void look(Node node, ArrayDeque<BlobId> open, List<Location> missing) {
    if (node.subtree() != null) {
      open.push(node.subtree());
    }
    for (BlobId blob : node.content()) {
      if (seen.add(BlobType.DATA, blob)) {
        need(BlobType.DATA, blob, missing);
      }
    }
  }

  private void need(BlobType type, BlobId id, List<Location> missing) {
    if (!to.has(type, id)) {
      missing.add(from.locate(type, id).getFirst());
    }
  }
}
