package dev.davit.repository.snapshot;

import dev.davit.contracts.point.PartManifest;
import dev.davit.contracts.point.PointManifest;
import dev.davit.repository.pack.BlobId;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A manifest signs the trees of a point's parts; the snapshot's root joins them, as {@link
 * SnapshotCommit#join} does. It holds them, and nothing else, if every entry comes from a part and
 * every part's entry is there. Thread-safe.
 */
public final class SignedTrees {
  private static final Set<String> OWN = Set.of(PointManifest.FILE, PointManifest.SIGNATURE_FILE);

  private final TreeReader reader;

  public SignedTrees(TreeReader reader) {
    this.reader = reader;
  }

  /**
   * Whether the root holds what the manifest names. Modes, owners and times of the root's own
   * entries are not compared.
   *
   * @throws dev.davit.contracts.error.DavitException {@code OBJECT_MISSING} if a tree is not there
   */
  public boolean hold(BlobId root, PointManifest manifest) {
    var parts = manifest.parts().stream().map(PartManifest::tree).map(BlobId::parse).toList();
    return isJoin(root, parts, OWN);
  }

  /** Whether a directory is made of exactly these directories' entries, apart from some names. */
  private boolean isJoin(BlobId joined, List<BlobId> parts, Set<String> apart) {
    List<Tree> trees = parts.stream().map(reader::tree).toList();
    var names = new HashSet<String>();
    trees.forEach(tree -> tree.nodes().forEach(node -> names.add(node.name())));
    for (Node node : reader.tree(joined).nodes()) {
      if (apart.contains(node.name())) {
        continue;
      }
      var origins =
          trees.stream().map(tree -> tree.node(node.name())).filter(Objects::nonNull).toList();
      if (!names.remove(node.name()) || !isJoin(node, origins)) {
        return false;
      }
    }
    return names.isEmpty();
  }

  private boolean isJoin(Node joined, List<Node> origins) {
    if (origins.stream().allMatch(origin -> same(origin, joined))) {
      return true;
    }
    return joined.isDirectory()
        && origins.stream().allMatch(Node::isDirectory)
        && isJoin(joined.subtree(), origins.stream().map(Node::subtree).toList(), Set.of());
  }

  private static boolean same(Node left, Node right) {
    return left.type() == right.type()
        && Objects.equals(left.subtree(), right.subtree())
        && left.content().equals(right.content())
        && left.linkTarget().equals(right.linkTarget());
  }
}
