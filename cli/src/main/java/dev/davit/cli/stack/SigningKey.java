package dev.davit.cli.stack;

import dev.davit.cli.secret.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;

/**
 * The key that signs recovery points: Ed25519, made once. {@code signing.key} is PKCS#8 in PEM,
 * {@code signing.pub} its public half (SubjectPublicKeyInfo in PEM), to be kept where backups are
 * not.
 */
public record SigningKey(Path privateFile, Path publicFile) {

  /** Made if absent. */
  public static SigningKey in(Path secrets) throws IOException {
    var key = new SigningKey(secrets.resolve("signing.key"), secrets.resolve("signing.pub"));
    if (!Files.exists(key.privateFile)) {
      key.make();
    }
    return key;
  }

  private void make() throws IOException {
    try {
      var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      SecretFile.write(publicFile, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
      SecretFile.write(privateFile, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  private static String pem(String kind, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
  }
}
