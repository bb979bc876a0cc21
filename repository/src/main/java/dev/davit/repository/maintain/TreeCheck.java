package dev.davit.repository.maintain;

import dev.davit.contracts.error.DavitException;
import dev.davit.repository.index.BlobStore;
import dev.davit.repository.index.Location;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.pack.BlobType;
import dev.davit.repository.snapshot.Node;
import dev.davit.repository.snapshot.TreeReader;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.BooleanSupplier;

/** Reads every tree that a snapshot reaches and looks for every blob it names. */
final class TreeCheck {
  private final BlobStore blobs;
  private final TreeReader trees;
  private final Findings findings;
  private final BlobSet seen = new BlobSet();
  private long files;

  TreeCheck(BlobStore blobs, TreeReader trees, Findings findings) {
    this.blobs = blobs;
    this.trees = trees;
    this.findings = findings;
  }

  private record Open(BlobId tree, String path) {}

  void check(BlobId root, String snapshot, BooleanSupplier cancelled) {
    var open = new ArrayDeque<Open>();
    open.push(new Open(root, ""));
    while (!open.isEmpty() && !cancelled.getAsBoolean()) {
      Open next = open.pop();
      if (seen.add(BlobType.TREE, next.tree())) {
        checkTree(next, snapshot, open);
      }
    }
  }

  private void checkTree(Open tree, String snapshot, ArrayDeque<Open> open) {
    try {
      Iterator<Node> nodes = trees.nodes(tree.tree());
      while (nodes.hasNext()) {
        Node node = nodes.next();
        String path = tree.path() + '/' + node.name();
        if (node.isDirectory()) {
          checkDirectory(node, path, snapshot, tree, open);
        } else if (node.isFile()) {
          checkFile(node, path, snapshot, tree);
        }
      }
    } catch (DavitException e) {
      String object = "tree %s of \"%s/\" in snapshot %s";
      findings.problem(
          new Suspect.OfBlob(BlobType.TREE, tree.tree()),
          object.formatted(tree.tree(), tree.path(), snapshot),
          e);
    }
  }

  private void checkDirectory(
      Node node, String path, String snapshot, Open in, ArrayDeque<Open> open) {
    if (node.subtree() == null) {
      findings.problem(
          new Suspect.OfBlob(BlobType.TREE, in.tree()),
          "directory \"%s\" in snapshot %s has no tree".formatted(path, snapshot));
    } else {
      open.push(new Open(node.subtree(), path));
    }
  }

  private void checkFile(Node node, String path, String snapshot, Open in) {
    files++;
    long size = 0;
    boolean whole = true;
    for (BlobId id : node.content()) {
      Location place = blobs.index().find(BlobType.DATA, id);
      if (place == null) {
        whole = false;
        findings.problem(
            new Suspect.OfBlob(BlobType.DATA, id),
            "data blob %s of \"%s\" in snapshot %s is in no index".formatted(id, path, snapshot));
      } else {
        size += place.blob().plainLength();
      }
    }
    if (whole && size != node.size()) {
      findings.problem(
          new Suspect.OfBlob(BlobType.TREE, in.tree()),
          "file \"%s\" in snapshot %s has %d bytes, not %d"
              .formatted(path, snapshot, size, node.size()));
    }
  }

  long trees() {
    return seen.size();
  }

  /** Those of trees shared by snapshots count once. */
  long files() {
    return files;
  }
}
