package dev.davit.repository.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Poly1305 over one message: five limbs of 26 bits, whose products fit a long with room for the
 * sums. No branch and no index depends on a secret.
 */
final class Poly1305 {
  static final int TAG_BYTES = 16;
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int MASK = 0x3ffffff;
  private static final int BLOCK = 16;

  private final int r0;
  private final int r1;
  private final int r2;
  private final int r3;
  private final int r4;
  private final byte[] pad;
  private long h0;
  private long h1;
  private long h2;
  private long h3;
  private long h4;

  /**
   * @param r 16 bytes, masked here as the algorithm demands
   * @param pad 16 bytes added last: the encrypted nonce
   */
  Poly1305(byte[] r, byte[] pad) {
    int t0 = (int) INT.get(r, 0);
    int t1 = (int) INT.get(r, 4);
    int t2 = (int) INT.get(r, 8);
    int t3 = (int) INT.get(r, 12);
    r0 = t0 & 0x3ffffff;
    r1 = (t0 >>> 26 | t1 << 6) & 0x3ffff03;
    r2 = (t1 >>> 20 | t2 << 12) & 0x3ffc0ff;
    r3 = (t2 >>> 14 | t3 << 18) & 0x3f03fff;
    r4 = t3 >>> 8 & 0x00fffff;
    this.pad = pad;
  }

  /** The tag of the whole message; call once. */
  byte[] tag(byte[] message, int offset, int length) {
    int whole = length & -BLOCK;
    blocks(message, offset, whole, 1 << 24);
    if (whole < length) {
      byte[] last = new byte[BLOCK];
      System.arraycopy(message, offset + whole, last, 0, length - whole);
      last[length - whole] = 1;
      blocks(last, 0, BLOCK, 0);
    }
    return finish();
  }

  private void blocks(byte[] m, int offset, int length, int high) {
    long a0 = h0;
    long a1 = h1;
    long a2 = h2;
    long a3 = h3;
    long a4 = h4;
    long s1 = r1 * 5L;
    long s2 = r2 * 5L;
    long s3 = r3 * 5L;
    long s4 = r4 * 5L;
    for (int at = offset; at < offset + length; at += BLOCK) {
      long low = (long) LONG.get(m, at);
      long up = (long) LONG.get(m, at + 8);
      a0 += low & MASK;
      a1 += low >>> 26 & MASK;
      a2 += (low >>> 52 | up << 12) & MASK;
      a3 += up >>> 14 & MASK;
      a4 += up >>> 40 | high;
      long d0 = a0 * r0 + a1 * s4 + a2 * s3 + a3 * s2 + a4 * s1;
      long d1 = a0 * r1 + a1 * r0 + a2 * s4 + a3 * s3 + a4 * s2;
      long d2 = a0 * r2 + a1 * r1 + a2 * r0 + a3 * s4 + a4 * s3;
      long d3 = a0 * r3 + a1 * r2 + a2 * r1 + a3 * r0 + a4 * s4;
      long d4 = a0 * r4 + a1 * r3 + a2 * r2 + a3 * r1 + a4 * r0;
      d1 += d0 >>> 26;
      d2 += d1 >>> 26;
      d3 += d2 >>> 26;
      d4 += d3 >>> 26;
      a0 = (d0 & MASK) + (d4 >>> 26) * 5;
      a1 = (d1 & MASK) + (a0 >>> 26);
      a0 &= MASK;
      a2 = d2 & MASK;
      a3 = d3 & MASK;
      a4 = d4 & MASK;
    }
    h0 = a0;
    h1 = a1;
    h2 = a2;
    h3 = a3;
    h4 = a4;
  }

  private byte[] finish() {
    carry();
    carry();
    reduce();
    long low = h0 | h1 << 26 | h2 << 52;
    long up = h2 >>> 12 | h3 << 14 | h4 << 40;
    long padLow = (long) LONG.get(pad, 0);
    long sumLow = low + padLow;
    long carry = Long.compareUnsigned(sumLow, low) < 0 ? 1 : 0;
    byte[] out = new byte[TAG_BYTES];
    LONG.set(out, 0, sumLow);
    LONG.set(out, 8, up + (long) LONG.get(pad, 8) + carry);
    return out;
  }

  private void carry() {
    h1 += h0 >>> 26;
    h0 &= MASK;
    h2 += h1 >>> 26;
    h1 &= MASK;
    h3 += h2 >>> 26;
    h2 &= MASK;
    h4 += h3 >>> 26;
    h3 &= MASK;
    h0 += (h4 >>> 26) * 5;
    h4 &= MASK;
    h1 += h0 >>> 26;
    h0 &= MASK;
  }

  /** Subtracts the prime 2¹³⁰ − 5 once if the sum has reached it. */
  private void reduce() {
    long g0 = h0 + 5;
    long g1 = h1 + (g0 >>> 26);
    long g2 = h2 + (g1 >>> 26);
    long g3 = h3 + (g2 >>> 26);
    long g4 = h4 + (g3 >>> 26) - (1L << 26);
    long keep = g4 >> 63;
    h0 = h0 & keep | g0 & MASK & ~keep;
    h1 = h1 & keep | g1 & MASK & ~keep;
    h2 = h2 & keep | g2 & MASK & ~keep;
    h3 = h3 & keep | g3 & MASK & ~keep;
    h4 = h4 & keep | g4 & MASK & ~keep;
  }
}
