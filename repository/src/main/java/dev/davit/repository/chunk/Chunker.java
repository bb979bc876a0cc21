package dev.davit.repository.chunk;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Cuts one stream. A boundary is where the gear hash of the last 64 bytes has its top bits zero:
 * more bits before the average length, fewer after it, so that lengths gather around it. For one
 * thread.
 */
public final class Chunker {
  /** Fixed for ever: other values would cut everything anew. */
  private static final long[] GEAR = new SplittableRandom(0x6461766974L).longs(256).toArray();

  private static final int NORMALISATION = 2;

  private final InputStream in;
  private final ChunkSize size;
  private final long before;
  private final long after;
  private byte[] buffer;
  private int start;
  private int end;
  private boolean ended;
  private boolean first = true;

  public Chunker(InputStream in, ChunkSize size) {
    this.in = in;
    this.size = size;
    int bits = Integer.numberOfTrailingZeros(size.average());
    this.before = -1L << (64 - bits - NORMALISATION);
    this.after = -1L << (64 - bits + NORMALISATION);
    this.buffer = new byte[Math.min(2 * size.max(), 128 << 10)];
  }

  /** The next chunk in an array of its own, or null at the end of the stream. */
  public byte[] next() throws IOException {
    fill();
    if (start == end) {
      return null;
    }
    int length = cut();
    first = false;
    byte[] chunk = Arrays.copyOfRange(buffer, start, start + length);
    start += length;
    return chunk;
  }

  /** Until a longest chunk is there, or the stream has ended. */
  private void fill() throws IOException {
    while (!ended && end - start < size.max()) {
      if (end == buffer.length) {
        makeRoom();
      }
      int count = in.read(buffer, end, buffer.length - end);
      ended = count < 0;
      end += Math.max(count, 0);
    }
  }

  /** Short streams keep a small buffer; long ones get room for two chunks, to move them less. */
  private void makeRoom() {
    int held = end - start;
    byte[] target = buffer;
    if (held > buffer.length / 2) {
      target = new byte[Math.min(2 * size.max(), 2 * buffer.length)];
    }
    System.arraycopy(buffer, start, target, 0, held);
    buffer = target;
    start = 0;
    end = held;
  }

  private int cut() {
    int held = Math.min(end - start, size.max());
    if (held <= size.min() || (first && ended && end - start <= size.whole())) {
      return held;
    }
    int normal = start + Math.min(size.average(), held);
    int limit = start + held;
    long hash = 0;
    int at = start + size.min();
    for (; at < normal; at++) {
      hash = (hash << 1) + GEAR[buffer[at] & 0xff];
      if ((hash & before) == 0) {
        return at + 1 - start;
      }
    }
    for (; at < limit; at++) {
      hash = (hash << 1) + GEAR[buffer[at] & 0xff];
      if ((hash & after) == 0) {
        return at + 1 - start;
      }
    }
    return held;
  }
}
