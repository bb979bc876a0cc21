package dev.davit.postgres.dump;

import dev.davit.postgres.Posix;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/**
 * A file that another process still writes, as a stream that ends when the file does. What has been
 * read is freed on disk. One reader; {@link #grown}, {@link #finished} and {@link #abort} come from
 * the thread that watches the directory.
 */
final class GrowingFile extends InputStream {
  /** Freed in pieces of this size: a system call for each is not felt. */
  private static final long PIECE = 1 << 20;

  private final Path path;
  private final boolean punches;
  private final LongConsumer onRead;
  private final RowSum sum;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private FileChannel channel;
  private long known;
  private boolean complete;
  private boolean aborted;
  private volatile long position;
  private long freed;

  /**
   * @param punches whether read parts are freed before the whole is
   * @param onRead told the number of bytes of each read
   */
  GrowingFile(Path path, boolean punches, LongConsumer onRead) {
    super();
    this.path = path;
    this.punches = punches;
    this.onRead = onRead;
    this.sum = name().matches("\\d+\\.dat") ? new RowSum() : null;
  }

  String name() {
    return path.getFileName().toString();
  }

  /** The table data's sum so far; null if the file holds no table's rows. */
  RowSum sum() {
    return sum;
  }

  /** Bytes read so far. */
  long position() {
    return position;
  }

  /** Bytes written and not read, as last seen. */
  long waiting() {
    lock.lock();
    try {
      return known - position;
    } finally {
      lock.unlock();
    }
  }

  void grown(long size) {
    update(size, false, false);
  }

  /** No process has it open any more: its size is final. */
  void finished(long size) {
    update(size, true, false);
  }

  void abort() {
    update(0, false, true);
  }

  private void update(long size, boolean isComplete, boolean isAborted) {
    lock.lock();
    try {
      known = Math.max(known, size);
      complete |= isComplete;
      aborted |= isAborted;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isComplete() {
    lock.lock();
    try {
      return complete;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    long available = awaitMore();
    if (available == 0) {
      return -1;
    }
    if (channel == null) {
      channel = FileChannel.open(path, StandardOpenOption.READ);
    }
    var buffer = ByteBuffer.wrap(bytes, offset, (int) Math.min(length, available));
    int count = channel.read(buffer, position);
    if (count <= 0) {
      throw new IOException(path + " became shorter while it was read");
    }
    taken(bytes, offset, count);
    return count;
  }

  private long awaitMore() throws IOException {
    lock.lock();
    try {
      while (known == position && !complete && !aborted) {
        changed.await();
      }
      if (aborted) {
        throw new IOException("the dump was broken off");
      }
      return known - position;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  private void taken(byte[] bytes, int offset, int count) throws IOException {
    if (sum != null) {
      sum.update(bytes, offset, count);
    }
    position += count;
    onRead.accept(count);
    long free = position & -PIECE;
    if (punches && free > freed) {
      var ignored = Posix.punchHole(path, freed, free - freed);
      freed = free;
    }
  }

  /** Whether everything was read, so that the file may go. */
  boolean isConsumed() {
    lock.lock();
    try {
      return complete && position == known;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }

  /** Removes it from disk. */
  void remove() throws IOException {
    close();
    Files.deleteIfExists(path);
  }
}
