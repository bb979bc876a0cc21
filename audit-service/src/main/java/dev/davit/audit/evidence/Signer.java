package dev.davit.audit.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.contracts.codec.Dsse;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.point.PointManifest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Signs with Davit's own key, and knows what it and its predecessors signed. Thread-safe. */
public final class Signer {
  /** Payload type of {@code recovery-point.json}. */
  public static final String POINT = PointManifest.SIGNED_AS;

  /** Payload type of a {@link Checkpoint}. */
  public static final String CHECKPOINT = "application/vnd.davit.checkpoint+json";

  private final KeyPair own;
  private final String keyId;
  private final List<PublicKey> trusted;

  private Signer(KeyPair own, List<PublicKey> trusted) {
    this.own = own;
    this.keyId = keyId(own.getPublic());
    this.trusted = List.copyOf(trusted);
  }

  /**
   * @param key PKCS#8 in PEM
   * @param earlier public keys (SubjectPublicKeyInfo in PEM) whose signatures still count
   * @throws DavitException {@code SECRET_MISSING}, {@code CONFIG_INVALID}
   */
  public static Signer of(Path key, List<Path> earlier) {
    KeyPair own = PemKeys.pair(key);
    List<PublicKey> trusted = new ArrayList<>(List.of(own.getPublic()));
    earlier.forEach(file -> trusted.add(PemKeys.publicKey(file)));
    var signer = new Signer(own, trusted);
    byte[] probe = signer.sign(CHECKPOINT, new byte[0]);
    if (signer.open(Json.read(probe, JsonNode.class), CHECKPOINT).isEmpty()) {
      throw new DavitException(
          ErrorCode.CONFIG_INVALID, "key \"" + key + "\"", "its halves do not fit together");
    }
    return signer;
  }

  private record OneSignature(String keyid, String sig) {}

  private record Envelope(String payloadType, String payload, List<OneSignature> signatures) {}

  /** A DSSE envelope as one line of JSON. */
  public byte[] sign(String type, byte[] payload) {
    try {
      var signature = Signature.getInstance("Ed25519");
      signature.initSign(own.getPrivate());
      signature.update(Dsse.encoding(type, payload));
      var base64 = Base64.getEncoder();
      var one = new OneSignature(keyId, base64.encodeToString(signature.sign()));
      return Json.bytes(new Envelope(type, base64.encodeToString(payload), List.of(one)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  /** What a trusted key signed as this type; empty for anything else. */
  public Optional<byte[]> open(JsonNode envelope, String type) {
    return Dsse.open(envelope, type, trusted);
  }

  /** Whether the envelope holds exactly these bytes, signed by a trusted key as this type. */
  public boolean signed(JsonNode envelope, String type, byte[] payload) {
    return open(envelope, type).filter(found -> Arrays.equals(found, payload)).isPresent();
  }

  /** Public half of the own key, as PEM: for whoever verifies elsewhere. */
  public String publicPem() {
    String body =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(own.getPublic().getEncoded());
    return "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n";
  }

  /** SHA-256 of the public key's encoding: a hint, never trusted. */
  private static String keyId(PublicKey key) {
    return HexFormat.of().formatHex(sha256(key.getEncoded()));
  }

  static byte[] sha256(byte[]... pieces) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (byte[] piece : pieces) {
        digest.update(piece);
      }
      return digest.digest();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
