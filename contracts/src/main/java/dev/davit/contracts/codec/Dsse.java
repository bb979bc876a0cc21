package dev.davit.contracts.codec;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;

/**
 * DSSE 1.0 envelopes with Ed25519 signatures, read. A signature of one type never passes for
 * another.
 */
public final class Dsse {
  private Dsse() {}

  /**
   * The payload, if one of the keys signed it; empty otherwise, also for what is no envelope.
   *
   * @param type that the payload must have
   */
  public static Optional<byte[]> open(JsonNode envelope, String type, Collection<PublicKey> keys) {
    if (!envelope.path("payloadType").asText().equals(type)) {
      return Optional.empty();
    }
    byte[] payload = decoded(envelope.path("payload").asText());
    byte[] signed = encoding(type, payload);
    for (JsonNode one : envelope.path("signatures")) {
      byte[] signature = decoded(one.path("sig").asText());
      if (keys.stream().anyMatch(key -> verifies(key, signed, signature))) {
        return Optional.of(payload);
      }
    }
    return Optional.empty();
  }

  /** As {@link #open(JsonNode, String, Collection)} of the envelope's text. */
  public static Optional<byte[]> open(String envelope, String type, Collection<PublicKey> keys) {
    return open(Json.read(envelope, JsonNode.class), type, keys);
  }

  /** What is signed: DSSE's pre-authentication encoding. */
  public static byte[] encoding(String type, byte[] payload) {
    var out = new ByteArrayOutputStream(payload.length + 100);
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
    } catch (GeneralSecurityException notOfThisKey) {
      return false;
    }
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException notBase64) {
      return new byte[0];
    }
  }
}
