package dev.davit.repository.snapshot;

import dev.davit.contracts.error.DavitException;
import dev.davit.repository.backend.ObjectKind;
import dev.davit.repository.index.BlobStore;
import dev.davit.repository.index.Location;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.pack.BlobType;
import dev.davit.repository.pack.PackHeader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether everything below a tree is stored: each blob indexed, each pack listed with the size that
 * the index implies. Trees are read, file contents are not. For one thread, one run.
 */
public final class Proof {
  private static final int MOST_PROBLEMS = 100;

  private final BlobStore blobs;
  private final TreeReader trees;
  private final Set<BlobId> seenTrees = new HashSet<>();
  private final Set<BlobId> packs = new HashSet<>();
  private final List<String> problems = new ArrayList<>();
  private long files;
  private long blobCount;
  private long packBytes;

  public Proof(BlobStore blobs, TreeReader trees) {
    this.blobs = blobs;
    this.trees = trees;
  }

  /** Looks at the index as it is stored now. */
  public Proof run(BlobId root) {
    blobs.refresh();
    tree(root, "");
    Map<BlobId, Long> expected = expectedSizes();
    blobs
        .backend()
        .list(
            ObjectKind.PACK,
            stored -> {
              BlobId pack = BlobId.parse(stored.name().id());
              Long size = expected.remove(pack);
              if (size != null && size != stored.size()) {
                problem("pack " + pack + " has " + stored.size() + " bytes, not " + size);
              }
              packBytes += size == null ? 0 : size;
            });
    expected.keySet().forEach(pack -> problem("pack " + pack + " is missing"));
    return this;
  }

  private void tree(BlobId id, String path) {
    if (!seenTrees.add(id) || !blob(BlobType.TREE, id, path)) {
      return;
    }
    try {
      Iterator<Node> nodes = trees.nodes(id);
      while (nodes.hasNext()) {
        node(nodes.next(), path);
      }
    } catch (DavitException e) {
      problem("tree " + id + " of \"" + path + "\": " + e.problem().reason());
    }
  }

  private void node(Node node, String path) {
    if (node.isDirectory()) {
      tree(node.subtree(), path + node.name() + '/');
    } else if (node.isFile()) {
      files++;
      for (BlobId id : node.content()) {
        blob(BlobType.DATA, id, path + node.name());
      }
    }
  }

  private boolean blob(BlobType type, BlobId id, String path) {
    blobCount++;
    Location place = blobs.index().find(type, id);
    if (place == null) {
      problem(type.word() + " blob " + id + " of \"" + path + "\" is in no index");
      return false;
    }
    packs.add(place.pack());
    return true;
  }

  private Map<BlobId, Long> expectedSizes() {
    Map<BlobId, Long> sizes = new HashMap<>();
    packs.forEach(pack -> sizes.put(pack, (long) PackHeader.fixedSize()));
    blobs
        .index()
        .forEach(place -> {
          var blob = place.blob();
          long bytes = blob.length() + PackHeader.entrySize(blob.uncompressedLength());
          sizes.computeIfPresent(place.pack(), (pack, size) -> size + bytes);
        });
    return sizes;
  }

  private void problem(String text) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(text);
    }
  }

  public List<String> problems() {
    return List.copyOf(problems);
  }

  public long trees() {
    return seenTrees.size();
  }

  public long files() {
    return files;
  }

  /** References, a blob used twice counts twice. */
  public long blobs() {
    return blobCount;
  }

  public long packs() {
    return packs.size();
  }

  public long packBytes() {
    return packBytes;
  }
}
