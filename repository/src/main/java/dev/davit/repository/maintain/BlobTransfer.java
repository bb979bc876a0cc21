package dev.davit.repository.maintain;

import dev.davit.contracts.error.DavitException;
import dev.davit.repository.index.BlobStore;
import dev.davit.repository.index.Location;
import dev.davit.repository.index.StoredBlob;
import dev.davit.repository.pack.Blob;
import dev.davit.repository.pack.BlobId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** Brings blobs from one repository into another, each pack of the source read once. */
final class BlobTransfer {
  private final BlobStore from;
  private final BlobStore to;
  private final long flushEvery;
  private final List<CompletableFuture<StoredBlob>> underWay = new ArrayList<>();
  private long unflushed;
  private long blobs;
  private long bytes;
  private long storedBytes;

  BlobTransfer(BlobStore from, BlobStore to, long flushEvery) {
    this.from = from;
    this.to = to;
    this.flushEvery = flushEvery;
  }

  /** Durable and indexed when it returns, unless cancelled; the packs that they lie in now. */
  Set<BlobId> copy(List<Location> wanted, CopyListener listener, BooleanSupplier cancelled) {
    Map<BlobId, List<Blob>> byPack = new LinkedHashMap<>();
    wanted.forEach(
        place -> byPack.computeIfAbsent(place.pack(), pack -> new ArrayList<>()).add(place.blob()));
    byPack.forEach((pack, needed) -> {
      for (List<Blob> run : PackRuns.of(needed)) {
        if (!cancelled.getAsBoolean()) {
          copyRun(pack, run, listener);
        }
      }
    });
    flush();
    Set<BlobId> packs = new TreeSet<>();
    for (Location place : wanted) {
      to.index()
          .findAll(place.blob().type(), place.blob().id())
          .forEach(there -> packs.add(there.pack()));
    }
    return packs;
  }

  private void copyRun(BlobId pack, List<Blob> run, CopyListener listener) {
    long start = run.getFirst().offset();
    byte[] range = range(pack, start, PackRuns.length(run));
    long plainBytes = 0;
    for (Blob blob : run) {
      byte[] plain = plain(blob, range, start);
      plainBytes += plain.length;
      underWay.add(to.add(blob.type(), plain));
    }
    blobs += run.size();
    bytes += plainBytes;
    unflushed += plainBytes;
    listener.copied(blobs, bytes);
    if (unflushed >= flushEvery) {
      flush();
    }
  }

  /** Null if the pack cannot be read: its blobs may lie elsewhere, too. */
  private byte[] range(BlobId pack, long start, int length) {
    try {
      return from.readRange(pack, start, length);
    } catch (DavitException e) {
      return null;
    }
  }

  private byte[] plain(Blob blob, byte[] range, long start) {
    if (range != null) {
      try {
        return from.decode(blob, range, start);
      } catch (DavitException damaged) {
        // Read again below, from every place that there is; its error is thrown.
      }
    }
    return from.read(blob.type(), blob.id());
  }

  private void flush() {
    to.flush();
    for (var blob : underWay) {
      storedBytes += BlobStore.await(blob).stored();
    }
    underWay.clear();
    unflushed = 0;
  }

  long blobs() {
    return blobs;
  }

  long bytes() {
    return bytes;
  }

  long storedBytes() {
    return storedBytes;
  }
}
