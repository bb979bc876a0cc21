package dev.davit.repository.restore;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.index.BlobStore;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.pack.BlobType;
import dev.davit.repository.posix.Directory;
import dev.davit.repository.snapshot.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Collects entries until there are enough to order their contents by pack, then writes contents,
 * reads them again if wanted, and sets metadata in the order of adding. Bounded: by entries and
 * blobs, whatever the size of the tree.
 */
final class RestoreBatch {
  private static final int MOST_ENTRIES = 20_000;
  private static final int MOST_PIECES = 100_000;

  private final BlobStore blobs;
  private final RestoreOptions options;
  private final RestoreListener listener;
  private final BooleanSupplier cancelled;
  private final Directory root;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Piece> pieces = new ArrayList<>();
  private long fetched;

  RestoreBatch(
      BlobStore blobs,
      RestoreOptions options,
      RestoreListener listener,
      BooleanSupplier cancelled,
      Directory root) {
    this.blobs = blobs;
    this.options = options;
    this.listener = listener;
    this.cancelled = cancelled;
    this.root = root;
  }

  /**
   * Bytes of a file's blobs; other programs may have stored another size in its metadata.
   *
   * @throws DavitException {@code OBJECT_MISSING}
   */
  long size(Node file) {
    long size = 0;
    for (BlobId id : file.content()) {
      size += blobs.locate(BlobType.DATA, id).getFirst().blob().plainLength();
    }
    return size;
  }

  /** A file longer than a batch is divided. */
  void add(Entry entry) {
    if (entry.node().isFile() && !entry.linked()) {
      long position = 0;
      for (BlobId id : entry.node().content()) {
        var place = blobs.locate(BlobType.DATA, id).getFirst();
        pieces.add(new Piece(place, entry, position));
        position += place.blob().plainLength();
        if (pieces.size() >= MOST_PIECES) {
          write();
        }
      }
    }
    entries.add(entry);
    if (entries.size() >= MOST_ENTRIES) {
      finish();
    }
  }

  /** Completes everything that was added. */
  void finish() {
    write();
    if (root != null) {
      if (options.verify()) {
        new ReadBack(blobs, root, cancelled).verify(entries);
      }
      var metadata = new Metadata(root, options.owner());
      for (Entry entry : entries) {
        metadata.apply(entry);
        listener.restored(entry.path(), entry.node());
      }
      metadata.close();
    }
    entries.clear();
  }

  private void write() {
    List<Fetch> fetches = RestoreOrder.of(pieces);
    pieces.clear();
    for (Fetch fetch : fetches) {
      fetched += fetch.length();
    }
    if (root != null && !fetches.isEmpty()) {
      new PackReaders(blobs, root, listener, cancelled).run(fetches);
    }
    if (cancelled.getAsBoolean()) {
      throw new DavitException(ErrorCode.CANCELLED, "restoring", null);
    }
  }

  long fetched() {
    return fetched;
  }
}
