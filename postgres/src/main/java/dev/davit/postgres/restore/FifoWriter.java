package dev.davit.postgres.restore;

import dev.davit.postgres.Posix;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** Copies a stream into an open pipe; never blocks for good, even if the reader stops reading. */
final class FifoWriter {
  private static final int BUFFER = 1 << 18;
  private static final int LOOK_MILLIS = 100;

  private FifoWriter() {}

  /**
   * Writes everything and closes the pipe.
   *
   * @param broken asked ten times a second while the pipe is full; when true it gives up
   * @return false if the reader went away before the end
   */
  static boolean copy(InputStream content, int pipe, LongConsumer progress, BooleanSupplier broken)
      throws IOException {
    byte[] bytes = new byte[BUFFER];
    try (var arena = Arena.ofConfined()) {
      var outside = arena.allocate(BUFFER);
      for (int n = content.read(bytes); n >= 0; n = content.read(bytes)) {
        MemorySegment.copy(bytes, 0, outside, ValueLayout.JAVA_BYTE, 0, n);
        if (!write(pipe, outside.asSlice(0, n), broken)) {
          return false;
        }
        progress.accept(n);
      }
      return true;
    } finally {
      Posix.close(pipe);
    }
  }

  private static boolean write(int pipe, MemorySegment bytes, BooleanSupplier broken)
      throws IOException {
    long done = 0;
    while (done < bytes.byteSize()) {
      int written = Posix.write(pipe, bytes.asSlice(done), bytes.byteSize() - done);
      if (written < 0 || broken.getAsBoolean()) {
        return false;
      }
      if (written == 0) {
        Posix.awaitWritable(pipe, LOOK_MILLIS);
      }
      done += written;
    }
    return true;
  }
}
