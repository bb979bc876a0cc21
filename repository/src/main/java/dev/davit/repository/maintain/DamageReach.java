package dev.davit.repository.maintain;

import dev.davit.contracts.error.DavitException;
import dev.davit.repository.index.BlobStore;
import dev.davit.repository.index.Location;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.pack.BlobType;
import dev.davit.repository.snapshot.Node;
import dev.davit.repository.snapshot.SnapshotMeta;
import dev.davit.repository.snapshot.TreeReader;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Which snapshots need what is damaged. A blob that lies sound in another pack, too, is not lost.
 * Each tree is read once, however many snapshots share it. For one thread.
 */
final class DamageReach {
  private record Key(BlobType type, BlobId id) {}

  private static final BitSet NOTHING = new BitSet();

  private final BlobStore blobs;
  private final TreeReader trees;
  private final List<Findings.Found> found;
  private final Map<Key, BitSet> lost = new HashMap<>();
  private final Map<BlobId, BitSet> reached = new HashMap<>();

  DamageReach(BlobStore blobs, TreeReader trees, List<Findings.Found> found) {
    this.blobs = blobs;
    this.trees = trees;
    this.found = found;
  }

  /** In the order of the findings. */
  List<Damage> damages(List<SnapshotMeta> snapshots) {
    collectLost();
    List<List<String>> needing = new ArrayList<>();
    found.forEach(one -> needing.add(new ArrayList<>()));
    for (SnapshotMeta snapshot : lost.isEmpty() ? List.<SnapshotMeta>of() : snapshots) {
      below(snapshot.tree()).stream().forEach(i -> needing.get(i).add(snapshot.id()));
    }
    List<Damage> damages = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      List<String> ids =
          found.get(i).suspect() instanceof Suspect.OfSnapshot one
              ? List.of(one.id())
              : needing.get(i);
      damages.add(new Damage(found.get(i).suspect().object(), found.get(i).line(), ids));
    }
    return damages;
  }

  private void collectLost() {
    Map<BlobId, Integer> packs = new HashMap<>();
    for (int i = 0; i < found.size(); i++) {
      switch (found.get(i).suspect()) {
        case Suspect.OfPack pack when pack.lost() -> packs.putIfAbsent(pack.pack(), i);
        case Suspect.OfBlob blob -> lose(new Key(blob.type(), blob.id()), i);
        default -> {}
      }
    }
    if (!packs.isEmpty()) {
      blobs.index().forEach(place -> loseWith(place, packs));
    }
  }

  private void loseWith(Location place, Map<BlobId, Integer> packs) {
    Integer by = packs.get(place.pack());
    var blob = place.blob();
    if (by != null
        && blobs.index().findAll(blob.type(), blob.id()).stream()
            .allMatch(other -> packs.containsKey(other.pack()))) {
      lose(new Key(blob.type(), blob.id()), by);
    }
  }

  private void lose(Key blob, int by) {
    lost.computeIfAbsent(blob, key -> new BitSet()).set(by);
  }

  /** Which findings a tree or anything below it suffers from. */
  private BitSet below(BlobId tree) {
    BitSet known = reached.get(tree);
    if (known != null) {
      return known;
    }
    var all = new BitSet();
    all.or(lost.getOrDefault(new Key(BlobType.TREE, tree), NOTHING));
    try {
      Iterator<Node> nodes = trees.nodes(tree);
      while (nodes.hasNext()) {
        add(nodes.next(), all);
      }
    } catch (DavitException unreadable) {
      // It is a finding itself, and what is below it cannot be known.
    }
    reached.put(tree, all);
    return all;
  }

  private void add(Node node, BitSet all) {
    if (node.subtree() != null) {
      all.or(below(node.subtree()));
    }
    for (BlobId blob : node.content()) {
      all.or(lost.getOrDefault(new Key(BlobType.DATA, blob), NOTHING));
    }
  }
}
