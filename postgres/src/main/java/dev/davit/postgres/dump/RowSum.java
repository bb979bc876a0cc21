package dev.davit.postgres.dump;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Counts the lines of a COPY text stream and sums their hashes, whatever their order: the first 128
 * bits of each line's SHA-256, line end left out, added modulo 2^128. Equal rows give equal sums;
 * that different rows do so by accident is out of the question, and to do it on purpose costs far
 * more than changing both copies would. Anyone can compute it again with a few lines of script.
 *
 * <p>Not thread-safe.
 */
public final class RowSum {
  private final MessageDigest digest;
  private final byte[] hash = new byte[32];
  private long rows;
  private long high;
  private long low;
  private long lineLength;
  private boolean maybeEnd = true;
  private boolean ended;

  public RowSum() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Takes the next part of the stream, cut anywhere. What follows the end marker is not counted.
   */
  public void update(byte[] bytes, int offset, int length) {
    int start = offset;
    int end = offset + length;
    for (int i = offset; i < end && !ended; i++) {
      if (bytes[i] == '\n') {
        part(bytes, start, i - start);
        line();
        start = i + 1;
      }
    }
    if (!ended) {
      part(bytes, start, end - start);
    }
  }

  private void part(byte[] bytes, int offset, int length) {
    for (int i = 0; i < length && maybeEnd && lineLength + i < 3; i++) {
      maybeEnd = lineLength + i < 2 && bytes[offset + i] == (lineLength + i == 0 ? '\\' : '.');
    }
    digest.update(bytes, offset, length);
    lineLength += length;
  }

  private void line() {
    if (maybeEnd && lineLength == 2) {
      ended = true;
      return;
    }
    try {
      digest.digest(hash, 0, hash.length);
    } catch (DigestException e) {
      throw new IllegalStateException(e);
    }
    add(bigEndian(0), bigEndian(8));
    rows++;
    lineLength = 0;
    maybeEnd = true;
  }

  private void add(long h, long l) {
    low += l;
    high += h + (Long.compareUnsigned(low, l) < 0 ? 1 : 0);
  }

  private long bigEndian(int offset) {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | hash[offset + i] & 0xff;
    }
    return value;
  }

  public long rows() {
    return rows;
  }

  /** 32 hexadecimal digits. */
  public String sum() {
    return String.format("%016x%016x", high, low);
  }

  /**
   * Whether the end marker, a line of {@code \.}, has been seen: COPY data never has such a row.
   */
  public boolean ended() {
    return ended;
  }
}
