package dev.davit.audit;

import dev.davit.contracts.point.PartManifest;
import dev.davit.contracts.point.PointManifest;
import dev.davit.repository.Repository;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.snapshot.Node;
import dev.davit.repository.snapshot.Tree;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The manifest signs the trees of a point's parts; the snapshot's root joins them. It holds them,
 * and nothing else, if every entry comes from a part and every part's entry is there.
 */
final class SignedTrees {
  private static final Set<String> OWN = Set.of(PointManifest.FILE, PointManifest.SIGNATURE_FILE);

  private final Repository repository;

  SignedTrees(Repository repository) {
    this.repository = repository;
  }

  boolean hold(StoredPoint point) {
    List<BlobId> parts =
        point.manifest().parts().stream().map(PartManifest::tree).map(BlobId::parse).toList();
    return isJoin(point.snapshot().tree(), parts, OWN);
  }

  /** Whether a directory is made of exactly these directories' entries, apart from some names. */
  private boolean isJoin(BlobId joined, List<BlobId> parts, Set<String> apart) {
    List<Tree> trees = parts.stream().map(repository::tree).toList();
    var names = new HashSet<String>();
    trees.forEach(tree -> tree.nodes().forEach(node -> names.add(node.name())));
    for (Node node : repository.tree(joined).nodes()) {
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
    if (origins.stream().anyMatch(origin -> same(origin, joined))) {
      return origins.size() == 1 || origins.stream().allMatch(origin -> same(origin, joined));
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
