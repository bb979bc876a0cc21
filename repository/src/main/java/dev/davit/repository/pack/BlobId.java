package dev.davit.repository.pack;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 of a blob's plain bytes, or of a stored object's bytes. Immutable; ordered as its text
 * is: 64 lower-case hexadecimal digits.
 */
public final class BlobId implements Comparable<BlobId> {
  public static final int BYTES = 32;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final long a;
  private final long b;
  private final long c;
  private final long d;

  /** The four big-endian quarters of the hash. */
  public BlobId(long a, long b, long c, long d) {
    this.a = a;
    this.b = b;
    this.c = c;
    this.d = d;
  }

  /** Reads 32 bytes at {@code offset}. */
  public static BlobId of(byte[] bytes, int offset) {
    return new BlobId(
        (long) LONG.get(bytes, offset),
        (long) LONG.get(bytes, offset + 8),
        (long) LONG.get(bytes, offset + 16),
        (long) LONG.get(bytes, offset + 24));
  }

  /**
   * @throws IllegalArgumentException unless it is 64 hexadecimal digits
   */
  public static BlobId parse(String hex) {
    if (hex.length() != 2 * BYTES) {
      throw new IllegalArgumentException("not an id of 64 hexadecimal digits: \"" + hex + '"');
    }
    return of(HexFormat.of().parseHex(hex), 0);
  }

  /** The id of these bytes. */
  public static BlobId hash(byte[] bytes, int offset, int length) {
    MessageDigest digest = sha256();
    digest.update(bytes, offset, length);
    return of(digest.digest(), 0);
  }

  public static BlobId hash(byte[] bytes) {
    return hash(bytes, 0, bytes.length);
  }

  /** A new SHA-256 digest; every Java runtime has one. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes the 32 bytes at {@code offset}. */
  public void put(byte[] target, int offset) {
    LONG.set(target, offset, a);
    LONG.set(target, offset + 8, b);
    LONG.set(target, offset + 16, c);
    LONG.set(target, offset + 24, d);
  }

  /** One quarter of the hash, 0 to 3. */
  public long quarter(int index) {
    return switch (index) {
      case 0 -> a;
      case 1 -> b;
      case 2 -> c;
      case 3 -> d;
      default -> throw new IndexOutOfBoundsException(index);
    };
  }

  /** The first eight digits: enough for people. */
  public String shortText() {
    return HexFormat.of().toHexDigits(a).substring(0, 8);
  }

  @Override
  public int compareTo(BlobId other) {
    int order = Long.compareUnsigned(a, other.a);
    order = order != 0 ? order : Long.compareUnsigned(b, other.b);
    order = order != 0 ? order : Long.compareUnsigned(c, other.c);
    return order != 0 ? order : Long.compareUnsigned(d, other.d);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BlobId that && a == that.a && b == that.b && c == that.c && d == that.d;
  }

  /** Any part of a hash is as good as another. */
  @Override
  public int hashCode() {
    return (int) a;
  }

  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(a) + hex.toHexDigits(b) + hex.toHexDigits(c) + hex.toHexDigits(d);
  }
}
