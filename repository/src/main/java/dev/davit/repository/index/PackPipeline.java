package dev.davit.repository.index;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.backend.Backend;
import dev.davit.repository.backend.ObjectExists;
import dev.davit.repository.backend.ObjectKind;
import dev.davit.repository.backend.ObjectName;
import dev.davit.repository.crypto.Key;
import dev.davit.repository.pack.Blob;
import dev.davit.repository.pack.BlobCodec;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.pack.BlobType;
import dev.davit.repository.pack.Pack;
import dev.davit.repository.pack.PackHeader;
import dev.davit.repository.pack.PackWriter;
import dev.davit.repository.pack.Sealed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The way of a blob into a pack: hash, known already? compress, seal, append; a full pack is stored
 * by the worker that filled it, which slows the others down when the store is slow. Memory: {@link
 * #IN_FLIGHT} bytes of plain blobs, an open pack per type and one pack per worker.
 */
final class PackPipeline implements AutoCloseable {
  /** A small heap gets a small share under way, but always the largest blob. */
  private static final int IN_FLIGHT =
      (int) Math.clamp(Runtime.getRuntime().maxMemory() / 8, 16 << 20, 64 << 20);

  private static final int MOST_WORKERS = 4;

  private final Backend backend;
  private final Key key;
  private final BlobCodec codec;
  private final Supplier<Index> index;
  private final Runnable packStored;
  private final ExecutorService workers;
  private final Semaphore inFlight = new Semaphore(IN_FLIGHT, true);
  private final List<Map<BlobId, CompletableFuture<StoredBlob>>> pending =
      List.of(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
  private final Map<PackWriter, CompletableFuture<Void>> closing = new ConcurrentHashMap<>();
  private final Set<CompletableFuture<Void>> uploads = ConcurrentHashMap.newKeySet();

  private final Object packing = new Object();
  private final PackWriter[] open = {new PackWriter(), new PackWriter()};
  private Map<BlobId, List<Blob>> unindexed = new LinkedHashMap<>();
  private int unindexedBlobs;
  private volatile DavitException failure;

  /**
   * @param index what is stored already
   * @param packStored called by a worker after a pack was stored and added to the index in memory
   */
  PackPipeline(
      Backend backend, Key key, BlobCodec codec, Supplier<Index> index, Runnable packStored) {
    this.backend = backend;
    this.key = key;
    this.codec = codec;
    this.index = index;
    this.packStored = packStored;
    int count = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_WORKERS);
    this.workers =
        Executors.newFixedThreadPool(
            count, Thread.ofPlatform().daemon().name("davit-pack-", 0).factory());
  }

  CompletableFuture<StoredBlob> add(BlobType type, byte[] plain) {
    requireHealthy();
    int permits = Math.clamp(plain.length, 1, IN_FLIGHT);
    inFlight.acquireUninterruptibly(permits);
    var result = new CompletableFuture<StoredBlob>();
    workers.execute(() -> {
      try {
        process(type, plain, result);
      } catch (RuntimeException | Error e) {
        result.completeExceptionally(fail(e));
      } finally {
        inFlight.release(permits);
      }
    });
    return result;
  }

  boolean isPending(BlobType type, BlobId id) {
    return pending.get(type.ordinal()).containsKey(id);
  }

  /**
   * Claims the id first and asks the index second: a pack is added to the index before its ids are
   * released, so that one of the two always knows.
   */
  private void process(BlobType type, byte[] plain, CompletableFuture<StoredBlob> result) {
    requireHealthy();
    BlobId id = BlobId.hash(plain);
    var claims = pending.get(type.ordinal());
    var earlier = claims.putIfAbsent(id, result);
    if (earlier != null) {
      earlier.whenComplete((stored, e) -> settle(result, id, e));
      return;
    }
    if (index.get().contains(type, id)) {
      claims.remove(id, result);
      result.complete(new StoredBlob(id, 0));
      return;
    }
    Sealed sealed = codec.encode(type, plain);
    PackWriter full = append(type, id, sealed);
    long stored = sealed.bytes().length + PackHeader.entrySize(sealed.uncompressedLength());
    result.complete(new StoredBlob(id, stored));
    if (full != null) {
      store(type, full, uploadOf(full));
    }
  }

  private static void settle(CompletableFuture<StoredBlob> result, BlobId id, Throwable e) {
    if (e == null) {
      result.complete(new StoredBlob(id, 0));
    } else {
      result.completeExceptionally(e);
    }
  }

  /** Appends, and hands out the pack if that filled it, already counted as an upload. */
  private PackWriter append(BlobType type, BlobId id, Sealed sealed) {
    synchronized (packing) {
      PackWriter writer = open[type.ordinal()];
      writer.add(id, type, sealed);
      return writer.isFull() ? close(type) : null;
    }
  }

  private PackWriter close(BlobType type) {
    PackWriter writer = open[type.ordinal()];
    open[type.ordinal()] = new PackWriter();
    var upload = new CompletableFuture<Void>();
    uploads.add(upload);
    closing.put(writer, upload);
    return writer;
  }

  private CompletableFuture<Void> uploadOf(PackWriter writer) {
    return closing.remove(writer);
  }

  private void store(BlobType type, PackWriter writer, CompletableFuture<Void> upload) {
    try {
      Pack pack = writer.finish(key);
      create(pack);
      synchronized (packing) {
        index.get().add(pack.id(), pack.blobs());
        unindexed.put(pack.id(), pack.blobs());
        unindexedBlobs += pack.blobs().size();
      }
      var claims = pending.get(type.ordinal());
      pack.blobs().forEach(blob -> claims.remove(blob.id()));
      upload.complete(null);
    } catch (RuntimeException | Error e) {
      upload.completeExceptionally(fail(e));
      return;
    } finally {
      uploads.remove(upload);
    }
    packStored.run();
  }

  private void create(Pack pack) {
    try {
      backend.create(ObjectName.of(ObjectKind.PACK, pack.id().toString()), pack.body());
    } catch (ObjectExists sameBytes) {
      return;
    }
  }

  /** Stores the open packs and waits for those under way. */
  void drain() {
    requireHealthy();
    List<CompletableFuture<Void>> waiting;
    List<PackWriter> last = new ArrayList<>();
    synchronized (packing) {
      for (BlobType type : BlobType.values()) {
        last.add(open[type.ordinal()].isEmpty() ? null : close(type));
      }
      waiting = List.copyOf(uploads);
    }
    for (BlobType type : BlobType.values()) {
      PackWriter writer = last.get(type.ordinal());
      if (writer != null) {
        store(type, writer, uploadOf(writer));
      }
    }
    waiting.forEach(upload -> upload.handle((done, e) -> done).join());
    requireHealthy();
  }

  int unindexedBlobs() {
    synchronized (packing) {
      return unindexedBlobs;
    }
  }

  /** Stored packs that no index object names yet; they are the caller's to name from now on. */
  Map<BlobId, List<Blob>> takeUnindexed() {
    synchronized (packing) {
      Map<BlobId, List<Blob>> taken = unindexed;
      unindexed = new LinkedHashMap<>();
      unindexedBlobs = 0;
      return taken;
    }
  }

  private void requireHealthy() {
    DavitException why = failure;
    if (why != null) {
      throw new DavitException(why.code(), why.problem().object(), why.problem().reason(), why);
    }
  }

  /** Exchanges the index in memory; packs that no index object names yet are in both. */
  void exchange(Index replacement, Consumer<Index> use) {
    synchronized (packing) {
      unindexed.forEach(replacement::add);
      use.accept(replacement);
    }
  }

  /** From now on nothing is stored any more; the first reason is kept. */
  synchronized DavitException fail(Throwable e) {
    if (failure == null) {
      failure =
          e instanceof DavitException davit
              ? davit
              : new DavitException(
                  ErrorCode.INTERNAL, "repository \"" + backend.location() + '"', "storing", e);
    }
    return failure;
  }

  /** Blobs still waiting fail, so that nobody waits for them for ever. */
  @Override
  public void close() {
    fail(
        new DavitException(
            ErrorCode.CANCELLED, "repository \"" + backend.location() + '"', "it was closed"));
    workers.close();
  }
}
