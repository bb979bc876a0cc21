package dev.davit.repository.restore;

import dev.davit.contracts.error.DavitException;
import dev.davit.repository.index.BlobStore;
import dev.davit.repository.pack.Blob;
import dev.davit.repository.pack.BlobType;
import dev.davit.repository.posix.Directory;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/** Reads ranges of packs on a few threads and writes what is in them where it belongs. */
final class PackReaders {
  private static final int MOST_THREADS = 4;

  private final BlobStore blobs;
  private final Directory root;
  private final RestoreListener listener;
  private final BooleanSupplier cancelled;
  private volatile boolean failed;

  PackReaders(
      BlobStore blobs, Directory root, RestoreListener listener, BooleanSupplier cancelled) {
    this.blobs = blobs;
    this.root = root;
    this.listener = listener;
    this.cancelled = cancelled;
  }

  /** Returns when all is written, or throws the first reason why it is not. */
  void run(List<Fetch> fetches) {
    Queue<Fetch> queue = new ConcurrentLinkedQueue<>(fetches);
    int threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, MOST_THREADS);
    int wanted = Math.min(threads, fetches.size());
    try (ExecutorService executor =
        Executors.newFixedThreadPool(
            wanted, Thread.ofPlatform().daemon().name("davit-restore-", 0).factory())) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < wanted; i++) {
        running.add(executor.submit(() -> work(queue)));
      }
      running.forEach(PackReaders::await);
    }
  }

  private static void await(Future<?> work) {
    try {
      work.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DavitException(
          dev.davit.contracts.error.ErrorCode.CANCELLED, "restoring", "interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private void work(Queue<Fetch> queue) {
    try (var writer = new FileWriter(root)) {
      Fetch fetch = queue.poll();
      while (fetch != null && !failed && !cancelled.getAsBoolean()) {
        write(fetch, writer);
        fetch = queue.poll();
      }
    } catch (RuntimeException e) {
      failed = true;
      throw e;
    }
  }

  private void write(Fetch fetch, FileWriter writer) {
    byte[] range = read(fetch);
    Blob last = null;
    byte[] plain = {};
    for (Piece piece : fetch.pieces()) {
      Blob blob = piece.from().blob();
      if (!blob.equals(last)) {
        plain = decode(fetch, range, blob);
        last = blob;
      }
      writer.write(piece.to(), plain, piece.position());
      synchronized (listener) {
        listener.wrote(plain.length);
      }
    }
  }

  /** Null if the pack cannot be read: each blob may lie elsewhere, too. */
  private byte[] read(Fetch fetch) {
    try {
      return blobs.readRange(fetch.pack(), fetch.start(), fetch.length());
    } catch (DavitException e) {
      boolean damaged =
          switch (e.code()) {
            case OBJECT_MISSING, REPOSITORY_DAMAGED -> true;
            default -> false;
          };
      if (!damaged) {
        throw e;
      }
      return null;
    }
  }

  private byte[] decode(Fetch fetch, byte[] range, Blob blob) {
    if (range != null) {
      try {
        return blobs.decode(blob, range, fetch.start());
      } catch (DavitException damagedHere) {
        return blobs.read(BlobType.DATA, blob.id());
      }
    }
    return blobs.read(BlobType.DATA, blob.id());
  }
}
