package dev.davit.repository.maintain;

import dev.davit.repository.backend.ObjectKind;
import dev.davit.repository.index.BlobStore;
import dev.davit.repository.index.Location;
import dev.davit.repository.pack.BlobType;
import dev.davit.repository.snapshot.Node;
import dev.davit.repository.snapshot.SnapshotMeta;
import dev.davit.repository.snapshot.Snapshots;
import dev.davit.repository.snapshot.TreeReader;
import java.util.Iterator;

/** Counts what a repository holds. Reads trees, no file contents. Takes no lock. */
public final class Statistics {
  private final BlobStore blobs;
  private final TreeReader trees;
  private final Snapshots snapshots;

  public Statistics(BlobStore blobs, TreeReader trees, Snapshots snapshots) {
    this.blobs = blobs;
    this.trees = trees;
    this.snapshots = snapshots;
  }

  public StatisticsReport run() {
    blobs.refresh();
    var count = new Count();
    for (SnapshotMeta snapshot : snapshots.all()) {
      count.snapshots++;
      count.files(snapshot);
    }
    blobs
        .backend()
        .list(
            ObjectKind.PACK,
            pack -> {
              count.packs++;
              count.packBytes += pack.size();
            });
    blobs.index().forEach(count::blob);
    return count.report();
  }

  private final class Count {
    private long snapshots;
    private long files;
    private long bytes;
    private long packs;
    private long packBytes;
    private long dataBlobs;
    private long treeBlobs;
    private long plainBytes;

    /** As a restore would count them: a file once for each of its names and snapshots. */
    void files(SnapshotMeta snapshot) {
      try (var nodes = trees.walk(snapshot.tree())) {
        Iterator<Node> each = nodes.map(found -> found.node()).iterator();
        while (each.hasNext()) {
          Node node = each.next();
          files += node.isFile() ? 1 : 0;
          bytes += node.isFile() ? node.size() : 0;
        }
      }
    }

    void blob(Location place) {
      dataBlobs += place.blob().type() == BlobType.DATA ? 1 : 0;
      treeBlobs += place.blob().type() == BlobType.TREE ? 1 : 0;
      plainBytes += place.blob().plainLength();
    }

    StatisticsReport report() {
      return new StatisticsReport(
          snapshots, files, bytes, packs, packBytes, dataBlobs, treeBlobs, plainBytes);
    }
  }
}
