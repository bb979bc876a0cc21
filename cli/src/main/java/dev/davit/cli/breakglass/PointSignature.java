package dev.davit.cli.breakglass;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.point.PointManifest;
import dev.davit.repository.Repository;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/** Proves that a point is what the owner of a key sealed: DSSE envelope, Ed25519. */
final class PointSignature {
  private PointSignature() {}

  /**
   * @param key PEM file with the public half of the signing key
   * @throws DavitException SIGNATURE_WRONG if manifest, envelope, key or trees do not fit together
   */
  static void require(Repository repository, FoundPoint point, Path key) throws IOException {
    var envelope = envelope(repository, point);
    byte[] payload = decoded(envelope.path("payload").asText());
    if (!Arrays.equals(payload, point.raw())) {
      throw wrong(point, "the signed manifest is not the one beside it");
    }
    byte[] signed = encoding(envelope.path("payloadType").asText(), payload);
    var publicKey = read(key);
    boolean fits = false;
    for (var signature : envelope.path("signatures")) {
      fits |= verifies(publicKey, signed, decoded(signature.path("sig").asText()));
    }
    if (!fits) {
      throw wrong(point, "no signature was made by the key in " + key);
    }
    if (!SignedTrees.hold(repository, point)) {
      throw wrong(point, "the snapshot holds other trees than those that were signed");
    }
  }

  private static JsonNode envelope(Repository repository, FoundPoint point) {
    var node = repository.node(point.snapshot().tree(), PointManifest.SIGNATURE_FILE);
    if (node == null) {
      throw wrong(point, "there is no signature");
    }
    return Json.read(FoundPoint.bytes(repository, node), JsonNode.class);
  }

  /** DSSE's pre-authentication encoding. */
  private static byte[] encoding(String type, byte[] payload) {
    var out = new ByteArrayOutputStream();
    byte[] typeBytes = type.getBytes(StandardCharsets.UTF_8);
    out.writeBytes(("DSSEv1 " + typeBytes.length + " ").getBytes(StandardCharsets.UTF_8));
    out.writeBytes(typeBytes);
    out.writeBytes((" " + payload.length + " ").getBytes(StandardCharsets.UTF_8));
    out.writeBytes(payload);
    return out.toByteArray();
  }

  private static boolean verifies(PublicKey key, byte[] signed, byte[] signature) {
    try {
      var verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(signed);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static PublicKey read(Path file) throws IOException {
    try {
      String body = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
      var spec = new X509EncodedKeySpec(Base64.getMimeDecoder().decode(body));
      return KeyFactory.getInstance("Ed25519").generatePublic(spec);
    } catch (java.nio.file.NoSuchFileException e) {
      throw new DavitException(ErrorCode.PATH_MISSING, "file \"" + file + "\"", null);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new DavitException(
          ErrorCode.INVALID_REQUEST, "file \"" + file + "\"", "it is no Ed25519 public key in PEM");
    }
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static DavitException wrong(FoundPoint point, String reason) {
    return new DavitException(
        ErrorCode.SIGNATURE_WRONG, "point \"" + point.manifest().point() + "\"", reason);
  }
}
