package dev.davit.audit.evidence;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/** Ed25519 keys in PEM files. */
final class PemKeys {
  private static final System.Logger LOG = System.getLogger(PemKeys.class.getName());
  private static final String ALGORITHM = "Ed25519";

  private PemKeys() {}

  /** {@code SECRET_MISSING} if there is no such file, {@code CONFIG_INVALID} if it is no key. */
  static KeyPair pair(Path file) {
    warnIfOpen(file);
    try {
      var spec = new PKCS8EncodedKeySpec(der(file));
      var secret = (EdECPrivateKey) KeyFactory.getInstance(ALGORITHM).generatePrivate(spec);
      byte[] seed = secret.getBytes().orElseThrow(() -> noKey(file, "private", null));
      return new KeyPair(publicOf(seed), secret);
    } catch (GeneralSecurityException | ClassCastException | IllegalArgumentException e) {
      throw noKey(file, "private", e);
    }
  }

  private static void warnIfOpen(Path file) {
    try {
      if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
        LOG.log(System.Logger.Level.WARNING, "signing key readable by everyone; file={0}", file);
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** As {@link #pair}, of a public key alone. */
  static PublicKey publicKey(Path file) {
    try {
      return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(der(file)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw noKey(file, "public", e);
    }
  }

  /** PKCS#8 leaves the public half out; a key pair made from the same seed is the same pair. */
  private static PublicKey publicOf(byte[] seed) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance(ALGORITHM);
    generator.initialize(255, new Seed(seed));
    return generator.generateKeyPair().getPublic();
  }

  private static byte[] der(Path file) {
    try {
      String body = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
      return Base64.getMimeDecoder().decode(body);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static DavitException unreadable(Path file, IOException cause) {
    return new DavitException(
        ErrorCode.SECRET_MISSING, "key \"" + file + "\"", "the file cannot be read", cause);
  }

  private static DavitException noKey(Path file, String half, Exception cause) {
    return new DavitException(
        ErrorCode.CONFIG_INVALID,
        "key \"" + file + "\"",
        "it is no Ed25519 " + half + " key in PEM",
        cause);
  }

  /** Not random at all: hands out the seed. */
  private static final class Seed extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final byte[] seed;

    Seed(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Seed that && Arrays.equals(seed, that.seed);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(seed);
    }
  }
}
