package dev.davit.repository.archive;

import dev.davit.repository.index.BlobStore;
import dev.davit.repository.index.StoredBlob;
import dev.davit.repository.pack.BlobId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Blobs of one stream on their way to the repository, in order. For one thread. */
final class PendingContent {
  private final List<BlobId> blobs = new ArrayList<>(1);
  private final Deque<CompletableFuture<StoredBlob>> pending = new ArrayDeque<>(2);
  private long length;
  private long stored;

  void add(CompletableFuture<StoredBlob> blob, int bytes) {
    pending.add(blob);
    length += bytes;
    while (pending.size() > 1 && pending.peek().isDone()) {
      take();
    }
  }

  boolean isDone() {
    return pending.stream().allMatch(CompletableFuture::isDone);
  }

  /** Waits for all. */
  FileContent await() {
    while (!pending.isEmpty()) {
      take();
    }
    return new FileContent(blobs, length, stored);
  }

  private void take() {
    StoredBlob blob = BlobStore.await(pending.remove());
    blobs.add(blob.id());
    stored += blob.stored();
  }
}
