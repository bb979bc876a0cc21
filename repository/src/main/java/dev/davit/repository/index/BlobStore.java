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
import dev.davit.repository.pack.UnpackedObjects;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Stores blobs, once each, and reads them back, always checked. Thread-safe.
 *
 * <p>Order of writing: packs, sync, index, sync. Nothing is durable before {@link #flush} returns.
 * After a failed write every further one fails: what the lost pack held is not known to be stored.
 */
public final class BlobStore implements AutoCloseable {
  private final Backend backend;
  private final Key key;
  private final BlobCodec codec;
  private final UnpackedObjects objects;
  private final IndexLoader loader;
  private final PackPipeline pipeline;
  private final Object flushing = new Object();
  private volatile Index index;

  /**
   * Loads the index.
   *
   * @param cacheDirectory where index objects are kept between runs; null for nowhere
   */
  public BlobStore(Backend backend, Key key, Path cacheDirectory) {
    this(backend, key, cacheDirectory, true);
  }

  /** With an empty index, whatever is stored: for the repair of an index that cannot be loaded. */
  public static BlobStore withoutIndex(Backend backend, Key key) {
    return new BlobStore(backend, key, null, false);
  }

  private BlobStore(Backend backend, Key key, Path cacheDirectory, boolean load) {
    this.backend = backend;
    this.key = key;
    this.codec = new BlobCodec(key);
    this.objects = new UnpackedObjects(backend, key);
    this.loader = new IndexLoader(backend, objects, cacheDirectory);
    this.index = load ? loader.refresh(new Index()) : new Index();
    this.pipeline = new PackPipeline(backend, key, codec, () -> index, this::indexFull);
  }

  public Backend backend() {
    return backend;
  }

  public UnpackedObjects objects() {
    return objects;
  }

  /** As loaded and added to so far; {@link #refresh} may replace it by another. */
  public Index index() {
    return index;
  }

  /**
   * Takes a blob on its way. Waits while too many bytes are under way; the array must not be
   * changed any more. The result is there once the blob lies in a pack, or is known to be stored
   * already.
   */
  public CompletableFuture<StoredBlob> add(BlobType type, byte[] plain) {
    return pipeline.add(type, plain);
  }

  /** As {@link #add}, and waits for it. */
  public StoredBlob store(BlobType type, byte[] plain) {
    return await(add(type, plain));
  }

  /** The result, or the reason why there is none, as it was thrown. */
  public static StoredBlob await(CompletableFuture<StoredBlob> blob) {
    try {
      return blob.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Whether the blob is stored or under way. */
  public boolean has(BlobType type, BlobId id) {
    return index.contains(type, id) || pipeline.isPending(type, id);
  }

  /** The barrier: everything added before is durable and indexed. */
  public void flush() {
    pipeline.drain();
    writeIndex();
  }

  /** Sees what others have indexed since. */
  public void refresh() {
    synchronized (flushing) {
      Index fresh = loader.refresh(index);
      pipeline.exchange(fresh, it -> index = it);
    }
  }

  /**
   * The plain bytes of a blob.
   *
   * @throws DavitException {@code OBJECT_MISSING}, {@code REPOSITORY_DAMAGED}
   */
  public byte[] read(BlobType type, BlobId id) {
    DavitException first = null;
    for (Location place : locate(type, id)) {
      try {
        return read(place);
      } catch (DavitException damaged) {
        first = first == null ? damaged : first;
      }
    }
    throw first;
  }

  /** Reads one blob at one place. */
  public byte[] read(Location place) {
    Blob blob = place.blob();
    byte[] bytes = backend.read(name(place.pack()), blob.offset(), blob.length());
    return codec.decode(blob, bytes, 0);
  }

  /** Opens one blob of a range of its pack that was read already. */
  public byte[] decode(Blob blob, byte[] range, long rangeOffset) {
    return codec.decode(blob, range, Math.toIntExact(blob.offset() - rangeOffset));
  }

  /** Stores a pack put together elsewhere; no index names it yet. */
  public Pack store(PackWriter writer) {
    Pack pack = writer.finish(key);
    try {
      backend.create(name(pack.id()), pack.body());
    } catch (ObjectExists sameBytes) {
      return pack;
    }
    return pack;
  }

  /**
   * What a stored pack itself says that it holds.
   *
   * @param size of the whole pack
   * @throws DavitException {@code OBJECT_MISSING}, {@code REPOSITORY_DAMAGED}
   */
  public List<Blob> header(BlobId pack, long size) {
    return PackHeader.read(backend, key, pack, size);
  }

  /** Bytes of a pack, as stored. */
  public byte[] readRange(BlobId pack, long offset, int length) {
    return backend.read(name(pack), offset, length);
  }

  /**
   * Every place of a blob, at least one. Looks for what others indexed if it is not known.
   *
   * @throws DavitException {@code OBJECT_MISSING}
   */
  public List<Location> locate(BlobType type, BlobId id) {
    List<Location> places = index.findAll(type, id);
    if (places.isEmpty()) {
      if (pipeline.isPending(type, id)) {
        flush();
      }
      refresh();
      places = index.findAll(type, id);
    }
    if (places.isEmpty()) {
      throw new DavitException(
          ErrorCode.OBJECT_MISSING, type.word() + " blob \"" + id + '"', "no index names it");
    }
    return places;
  }

  private void indexFull() {
    if (pipeline.unindexedBlobs() >= IndexObject.MOST_BLOBS) {
      writeIndex();
    }
  }

  /** One at a time, so that a flush cannot overtake another that took the same packs. */
  private void writeIndex() {
    synchronized (flushing) {
      Map<BlobId, List<Blob>> packs = pipeline.takeUnindexed();
      if (packs.isEmpty()) {
        return;
      }
      try {
        writeIndex(packs);
      } catch (RuntimeException | Error e) {
        throw pipeline.fail(e);
      }
    }
  }

  private void writeIndex(Map<BlobId, List<Blob>> packs) {
    backend.sync();
    for (Map<BlobId, List<Blob>> part : IndexParts.of(packs)) {
      BlobId id = objects.save(ObjectKind.INDEX, IndexObject.write(part));
      loader.wrote(ObjectName.of(ObjectKind.INDEX, id.toString()));
    }
    backend.sync();
  }

  private static ObjectName name(BlobId pack) {
    return ObjectName.of(ObjectKind.PACK, pack.toString());
  }

  /** Ends the workers; what was not flushed is lost. */
  @Override
  public void close() {
    pipeline.close();
  }
}
