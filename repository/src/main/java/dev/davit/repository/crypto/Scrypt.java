package dev.davit.repository.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Key derivation that is slow on purpose (RFC 7914).
 *
 * @param n cost, a power of two; memory is {@code 128 · n · r} bytes
 * @param r block size
 * @param p how often, one after another
 */
record Scrypt(int n, int r, int p) {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** More than 1 GiB is an attack on whoever opens the repository, not a defence. */
  private static final long MOST_MEMORY = 1L << 30;

  Scrypt {
    if (n < 2 || Integer.bitCount(n) != 1 || r < 1 || p < 1 || (long) r * p >= 1 << 30) {
      throw new IllegalArgumentException("scrypt parameters out of range");
    }
    if (128L * n * r > MOST_MEMORY || p > 256) {
      throw new IllegalArgumentException("scrypt parameters ask for too much");
    }
  }

  /** For what a person made up: about 100 ms and 32 MiB. */
  static Scrypt slow() {
    return new Scrypt(1 << 15, 8, 1);
  }

  /** Only for generated passwords, which cannot be guessed anyway. */
  static Scrypt cheap() {
    return new Scrypt(1 << 10, 8, 1);
  }

  byte[] derive(byte[] password, byte[] salt, int length) {
    byte[] blocks = pbkdf2(password, salt, p * 128 * r);
    for (int i = 0; i < p; i++) {
      mix(blocks, i * 128 * r);
    }
    return pbkdf2(password, blocks, length);
  }

  private void mix(byte[] bytes, int at) {
    int words = 32 * r;
    int[] x = new int[words];
    for (int i = 0; i < words; i++) {
      x[i] = (int) INT.get(bytes, at + 4 * i);
    }
    int[][] table = new int[n][];
    int[] y = new int[words];
    for (int i = 0; i < n; i++) {
      table[i] = x.clone();
      blockMix(x, y);
    }
    for (int i = 0; i < n; i++) {
      int[] row = table[x[words - 16] & (n - 1)];
      for (int k = 0; k < words; k++) {
        x[k] ^= row[k];
      }
      blockMix(x, y);
    }
    for (int i = 0; i < words; i++) {
      INT.set(bytes, at + 4 * i, x[i]);
    }
  }

  /** One round over x, with y as scratch. */
  private void blockMix(int[] x, int[] y) {
    int blocks = 2 * r;
    int[] b = new int[16];
    System.arraycopy(x, (blocks - 1) * 16, b, 0, 16);
    for (int i = 0; i < blocks; i++) {
      for (int k = 0; k < 16; k++) {
        b[k] ^= x[i * 16 + k];
      }
      salsa(b);
      System.arraycopy(b, 0, y, (i / 2 + (i % 2) * r) * 16, 16);
    }
    System.arraycopy(y, 0, x, 0, y.length);
  }

  /** Salsa20/8. */
  private static void salsa(int[] b) {
    int[] x = b.clone();
    for (int i = 0; i < 4; i++) {
      quarter(x, 0, 4, 8, 12);
      quarter(x, 5, 9, 13, 1);
      quarter(x, 10, 14, 2, 6);
      quarter(x, 15, 3, 7, 11);
      quarter(x, 0, 1, 2, 3);
      quarter(x, 5, 6, 7, 4);
      quarter(x, 10, 11, 8, 9);
      quarter(x, 15, 12, 13, 14);
    }
    for (int i = 0; i < 16; i++) {
      b[i] += x[i];
    }
  }

  private static void quarter(int[] x, int a, int b, int c, int d) {
    x[b] ^= Integer.rotateLeft(x[a] + x[d], 7);
    x[c] ^= Integer.rotateLeft(x[b] + x[a], 9);
    x[d] ^= Integer.rotateLeft(x[c] + x[b], 13);
    x[a] ^= Integer.rotateLeft(x[d] + x[c], 18);
  }

  /** PBKDF2-HMAC-SHA256 with one iteration; Java's own takes characters, not bytes. */
  private static byte[] pbkdf2(byte[] password, byte[] salt, int length) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      // An empty key is a key, but not to Java: one zero byte gives the same code.
      mac.init(new SecretKeySpec(password.length == 0 ? new byte[1] : password, "HmacSHA256"));
      byte[] out = new byte[length];
      for (int block = 1, at = 0; at < length; block++) {
        mac.update(salt);
        mac.update(new byte[] {(byte) (block >> 24), (byte) (block >> 16), (byte) (block >> 8)});
        mac.update((byte) block);
        byte[] part = mac.doFinal();
        int count = Math.min(part.length, length - at);
        System.arraycopy(part, 0, out, at, count);
        at += count;
      }
      return out;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
