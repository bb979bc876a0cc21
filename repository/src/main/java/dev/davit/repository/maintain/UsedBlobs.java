package dev.davit.repository.maintain;

import dev.davit.repository.pack.BlobId;
import dev.davit.repository.pack.BlobType;
import dev.davit.repository.snapshot.Node;
import dev.davit.repository.snapshot.SnapshotMeta;
import dev.davit.repository.snapshot.Snapshots;
import dev.davit.repository.snapshot.TreeReader;
import java.util.ArrayDeque;
import java.util.Iterator;

/** Every blob that a snapshot reaches. Reads every tree once; fails if one cannot be read. */
final class UsedBlobs {
  private final BlobSet used = new BlobSet();
  private final TreeReader trees;

  private UsedBlobs(TreeReader trees) {
    this.trees = trees;
  }

  static BlobSet of(Snapshots snapshots, TreeReader trees) {
    var found = new UsedBlobs(trees);
    for (SnapshotMeta snapshot : snapshots.all()) {
      found.reach(snapshot.tree());
    }
    return found.used;
  }

  private void reach(BlobId root) {
    var open = new ArrayDeque<BlobId>();
    open.push(root);
    while (!open.isEmpty()) {
      BlobId tree = open.pop();
      if (!used.add(BlobType.TREE, tree)) {
        continue;
      }
      Iterator<Node> nodes = trees.nodes(tree);
      while (nodes.hasNext()) {
        Node node = nodes.next();
        if (node.isDirectory() && node.subtree() != null) {
          open.push(node.subtree());
        }
        node.content().forEach(blob -> used.add(BlobType.DATA, blob));
      }
    }
  }
}
