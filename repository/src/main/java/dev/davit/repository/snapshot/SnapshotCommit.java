package dev.davit.repository.snapshot;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.index.BlobStore;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.pack.BlobType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Publishes: the only way a snapshot comes to be. Thread-safe. */
public final class SnapshotCommit {
  private static final int FILE_MODE = 0600;

  private final BlobStore blobs;
  private final TreeReader trees;
  private final Locks locks;
  private final Snapshots snapshots;

  public SnapshotCommit(BlobStore blobs, TreeReader trees, Locks locks, Snapshots snapshots) {
    this.blobs = blobs;
    this.trees = trees;
    this.locks = locks;
    this.snapshots = snapshots;
  }

  /**
   * Joins parts into one root tree and writes one snapshot of it. Directories of one name are
   * joined, too; any other name may come once. Then, in this order: flush, locks still held, every
   * blob indexed and every pack listed, lease held, snapshot, sync.
   *
   * @param parts trees whose top-level nodes go into the root
   * @param rootFiles name to bytes of files in the root
   * @param requireLease throws if the caller may no longer publish
   * @throws DavitException {@code LOCK_LOST}; {@code OBJECT_MISSING} if a part is not wholly there;
   *     {@code INVALID_REQUEST} if names collide
   */
  public SnapshotMeta join(
      List<BlobId> parts, Map<String, byte[]> rootFiles, SnapshotInfo info, Runnable requireLease) {
    locks.requireHeld();
    BlobId root = rootTree(parts, rootFiles, info);
    blobs.flush();
    prove(root);
    locks.requireHeld();
    requireLease.run();
    return snapshots.save(info, root);
  }

  /**
   * Publishes a snapshot of another repository, of which everything was copied here: proven and
   * published like any other. What it says of itself stays; {@code original} names it.
   *
   * @throws DavitException as {@link #join}
   */
  public SnapshotMeta copied(Snapshots from, SnapshotMeta snapshot, Runnable requireLease) {
    locks.requireHeld();
    blobs.flush();
    prove(snapshot.tree());
    locks.requireHeld();
    requireLease.run();
    return snapshots.saveCopy(from, snapshot.id());
  }

  private BlobId rootTree(List<BlobId> parts, Map<String, byte[]> rootFiles, SnapshotInfo info) {
    Map<String, List<Node>> byName = topLevel(parts);
    for (var file : rootFiles.entrySet()) {
      byte[] bytes = file.getValue();
      BlobId blob = blobs.store(BlobType.DATA, bytes.clone()).id();
      List<BlobId> content = bytes.length == 0 ? List.of() : List.of(blob);
      Node node = Node.file(file.getKey(), FILE_MODE, info.time(), bytes.length, content);
      byName.computeIfAbsent(node.name(), name -> new ArrayList<>()).add(node);
    }
    return write(byName, "");
  }

  private Map<String, List<Node>> topLevel(List<BlobId> parts) {
    Map<String, List<Node>> byName = new HashMap<>();
    for (BlobId part : parts) {
      Iterator<Node> nodes = trees.nodes(part);
      while (nodes.hasNext()) {
        Node node = nodes.next();
        byName.computeIfAbsent(node.name(), name -> new ArrayList<>()).add(node);
      }
    }
    return byName;
  }

  private BlobId write(Map<String, List<Node>> byName, String prefix) {
    Map<String, List<Node>> sorted = new TreeMap<>(FileName::compare);
    sorted.putAll(byName);
    var writer = new TreeWriter();
    sorted.forEach((name, nodes) -> writer.add(joined(nodes, prefix + name)));
    return blobs.store(BlobType.TREE, writer.finish()).id();
  }

  private Node joined(List<Node> nodes, String path) {
    if (nodes.size() == 1) {
      return nodes.getFirst();
    }
    if (!nodes.stream().allMatch(Node::isDirectory)) {
      throw new DavitException(
          ErrorCode.INVALID_REQUEST, "path \"" + path + '"', "two parts bring it");
    }
    List<BlobId> subtrees = nodes.stream().map(Node::subtree).toList();
    return nodes.getFirst().withSubtree(write(topLevel(subtrees), path + '/'));
  }

  private void prove(BlobId root) {
    List<String> problems = new Proof(blobs, trees).run(root).problems();
    if (!problems.isEmpty()) {
      throw new DavitException(
          ErrorCode.OBJECT_MISSING,
          "tree \"" + root + '"',
          problems.size() + " problems, the first: " + problems.getFirst());
    }
  }
}
