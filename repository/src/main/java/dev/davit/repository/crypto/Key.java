package dev.davit.repository.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals and opens: {@code nonce(16) ciphertext mac(16)}, AES-256-CTR with Poly1305-AES over the
 * ciphertext. Thread-safe; never printed.
 */
public final class Key {
  /** What sealing adds to the plain bytes. */
  public static final int OVERHEAD = 32;

  static final int ENCRYPT_BYTES = 32;
  static final int MAC_BYTES = 16;
  private static final int NONCE_BYTES = 16;

  /** Java's CTR is compiled per call: slices keep each call short enough to be swapped in early. */
  private static final int SLICE = 64 << 10;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] encrypt;
  private final byte[] macK;
  private final byte[] macR;
  private final SecretKeySpec cipherKey;
  private final SecretKeySpec macKey;
  private final ThreadLocal<Ciphers> ciphers = ThreadLocal.withInitial(Ciphers::new);

  Key(byte[] encrypt, byte[] macK, byte[] macR) {
    if (encrypt.length != ENCRYPT_BYTES || macK.length != MAC_BYTES || macR.length != MAC_BYTES) {
      throw new IllegalArgumentException("key parts of the wrong length");
    }
    this.encrypt = encrypt.clone();
    this.macK = macK.clone();
    this.macR = masked(macR);
    this.cipherKey = new SecretKeySpec(encrypt, "AES");
    this.macKey = new SecretKeySpec(macK, "AES");
  }

  /** A new master key. */
  static Key random() {
    return new Key(randomBytes(ENCRYPT_BYTES), randomBytes(MAC_BYTES), randomBytes(MAC_BYTES));
  }

  static byte[] randomBytes(int count) {
    byte[] bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  /** Length once sealed. */
  public static int sealedLength(int plainLength) {
    return plainLength + OVERHEAD;
  }

  public byte[] seal(byte[] plain) {
    return seal(plain, 0, plain.length);
  }

  /** Seals under a new random nonce. */
  public byte[] seal(byte[] plain, int offset, int length) {
    byte[] sealed = new byte[sealedLength(length)];
    byte[] nonce = randomBytes(NONCE_BYTES);
    System.arraycopy(nonce, 0, sealed, 0, NONCE_BYTES);
    ciphers.get().counter(nonce, plain, offset, length, sealed, NONCE_BYTES);
    byte[] mac = mac(nonce, sealed, NONCE_BYTES, length);
    System.arraycopy(mac, 0, sealed, NONCE_BYTES + length, mac.length);
    return sealed;
  }

  public byte[] open(byte[] sealed) throws Unauthentic {
    return open(sealed, 0, sealed.length);
  }

  /**
   * The plain bytes; nothing is decrypted before the code is checked.
   *
   * @throws Unauthentic if a single bit differs from what was sealed
   */
  public byte[] open(byte[] sealed, int offset, int length) throws Unauthentic {
    if (length < OVERHEAD) {
      throw new Unauthentic("only " + length + " bytes");
    }
    byte[] nonce = new byte[NONCE_BYTES];
    System.arraycopy(sealed, offset, nonce, 0, NONCE_BYTES);
    int plainLength = length - OVERHEAD;
    byte[] expected = mac(nonce, sealed, offset + NONCE_BYTES, plainLength);
    byte[] found = new byte[expected.length];
    System.arraycopy(sealed, offset + NONCE_BYTES + plainLength, found, 0, found.length);
    if (!MessageDigest.isEqual(expected, found)) {
      throw new Unauthentic("the authentication code does not fit");
    }
    byte[] plain = new byte[plainLength];
    ciphers.get().counter(nonce, sealed, offset + NONCE_BYTES, plainLength, plain, 0);
    return plain;
  }

  byte[] encryptBytes() {
    return encrypt.clone();
  }

  byte[] macKBytes() {
    return macK.clone();
  }

  byte[] macRBytes() {
    return macR.clone();
  }

  private byte[] mac(byte[] nonce, byte[] bytes, int offset, int length) {
    return new Poly1305(macR, ciphers.get().block(nonce)).tag(bytes, offset, length);
  }

  /** As restic stores it: the bits that Poly1305 ignores are zero. */
  private static byte[] masked(byte[] r) {
    byte[] masked = r.clone();
    for (int i = 3; i < MAC_BYTES; i += 4) {
      masked[i] &= 0x0f;
    }
    for (int i = 4; i < MAC_BYTES; i += 4) {
      masked[i] &= (byte) 0xfc;
    }
    return masked;
  }

  @Override
  public String toString() {
    return "Key[hidden]";
  }

  /**
   * Cipher objects of one thread; making them anew for each blob would cost more than small blobs.
   */
  private final class Ciphers {
    private final Cipher counter = cipher("AES/CTR/NoPadding");
    private final Cipher block = cipher("AES/ECB/NoPadding");

    Ciphers() {
      try {
        block.init(Cipher.ENCRYPT_MODE, macKey);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    void counter(byte[] nonce, byte[] in, int inAt, int length, byte[] out, int outAt) {
      try {
        counter.init(Cipher.ENCRYPT_MODE, cipherKey, new IvParameterSpec(nonce));
        int done = 0;
        while (done < length) {
          int part = Math.min(SLICE, length - done);
          counter.update(in, inAt + done, part, out, outAt + done);
          done += part;
        }
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    byte[] block(byte[] nonce) {
      try {
        return block.doFinal(nonce);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    private static Cipher cipher(String name) {
      try {
        return Cipher.getInstance(name);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
