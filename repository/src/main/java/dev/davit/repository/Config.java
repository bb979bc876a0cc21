package dev.davit.repository;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.chunk.Polynomial;
import dev.davit.repository.pack.BlobId;
import java.io.IOException;
import java.security.SecureRandom;

/**
 * The configuration object.
 *
 * @param id 64 random hexadecimal digits
 * @param polynomial restic's chunker cuts with it; irreducible, of degree 53
 */
record Config(int version, String id, long polynomial) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int VERSION = 2;

  static Config create() {
    var random = new SecureRandom();
    byte[] id = new byte[BlobId.BYTES];
    random.nextBytes(id);
    return new Config(VERSION, BlobId.of(id, 0).toString(), Polynomial.random(random));
  }

  byte[] json() {
    var json = JSON.createObjectNode();
    json.put("version", version).put("id", id);
    json.put("chunker_polynomial", Long.toHexString(polynomial));
    try {
      return JSON.writeValueAsBytes(json);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static Config parse(byte[] bytes) {
    try {
      JsonNode json = JSON.readTree(bytes);
      int version = json.path("version").asInt();
      if (version != VERSION) {
        throw new DavitException(
            ErrorCode.REPOSITORY_UNSUPPORTED, "config", "it has version " + version);
      }
      long polynomial = Long.parseUnsignedLong(json.path("chunker_polynomial").asText(), 16);
      return new Config(version, BlobId.parse(json.path("id").asText()).toString(), polynomial);
    } catch (IOException | IllegalArgumentException e) {
      throw new DavitException(
          ErrorCode.REPOSITORY_DAMAGED, "object \"config\"", "it is not a configuration", e);
    }
  }
}
