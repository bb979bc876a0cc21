package dev.davit.repository.maintain;

import dev.davit.repository.index.BlobStore;
import dev.davit.repository.pack.Blob;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.pack.BlobType;
import dev.davit.repository.pack.PackWriter;
import dev.davit.repository.pack.Sealed;
import java.util.Arrays;
import java.util.List;

/**
 * Copies blobs to new packs as they are sealed, each checked first: a damaged one stops the prune
 * before anything is deleted. For one thread at a time.
 */
final class Repack {
  private final BlobStore blobs;
  private final IndexRewrite index;
  private final PackWriter[] open = new PackWriter[BlobType.values().length];

  Repack(BlobStore blobs, IndexRewrite index) {
    this.blobs = blobs;
    this.index = index;
  }

  /**
   * @param needed blobs of that pack, in any order
   */
  void copy(BlobId pack, List<Blob> needed) {
    PackRuns.of(needed).forEach(run -> copyRun(pack, run));
  }

  private void copyRun(BlobId pack, List<Blob> run) {
    long start = run.getFirst().offset();
    byte[] range = blobs.readRange(pack, start, PackRuns.length(run));
    for (Blob blob : run) {
      blobs.decode(blob, range, start);
      int at = (int) (blob.offset() - start);
      byte[] sealed = Arrays.copyOfRange(range, at, at + blob.length());
      add(blob, new Sealed(sealed, blob.uncompressedLength()));
    }
  }

  private void add(Blob blob, Sealed sealed) {
    int type = blob.type().ordinal();
    if (open[type] == null) {
      open[type] = new PackWriter();
    }
    open[type].add(blob.id(), blob.type(), sealed);
    if (open[type].isFull()) {
      store(type);
    }
  }

  private void store(int type) {
    index.add(blobs.store(open[type]));
    open[type] = null;
  }

  /** Stores what is still open. */
  void finish() {
    for (int type = 0; type < open.length; type++) {
      if (open[type] != null) {
        store(type);
      }
    }
  }
}
