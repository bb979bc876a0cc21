package dev.davit.dump;

import dev.davit.repository.archive.Archiver;
import dev.davit.repository.archive.FileContent;
import dev.davit.repository.chunk.ChunkSize;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Stores what is written to it as one file, of whatever length, without keeping it: a thread of its
 * own reads at the other end of a pipe. Used by one thread.
 */
final class PushedContent implements AutoCloseable {
  private static final int PIPE_BYTES = 1 << 18;

  private final PipedOutputStream out = new PipedOutputStream();
  private final CompletableFuture<FileContent> stored = new CompletableFuture<>();

  PushedContent(Archiver archiver, ChunkSize size) throws IOException {
    var in = new PipedInputStream(out, PIPE_BYTES);
    Thread.ofVirtual().name("davit-pushed-content").start(() -> store(archiver, in, size));
  }

  private void store(Archiver archiver, PipedInputStream in, ChunkSize size) {
    try (in) {
      stored.complete(archiver.content(in, size));
    } catch (IOException | RuntimeException e) {
      stored.completeExceptionally(e);
    }
  }

  OutputStream stream() {
    return out;
  }

  /** Ends the file; rethrows what storing it threw. */
  FileContent finish() throws IOException {
    try {
      out.close();
      return stored.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new IOException(e.getCause());
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
