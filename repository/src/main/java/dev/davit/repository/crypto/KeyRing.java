package dev.davit.repository.crypto;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.backend.Backend;
import dev.davit.repository.backend.ObjectBody;
import dev.davit.repository.backend.ObjectKind;
import dev.davit.repository.backend.ObjectMissing;
import dev.davit.repository.backend.ObjectName;
import dev.davit.repository.backend.StoredObject;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;

/**
 * The key objects of a repository: each holds the master key, sealed under a key derived from one
 * password.
 */
public final class KeyRing {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int SALT_BYTES = 64;
  private static final int DERIVED_BYTES = Key.ENCRYPT_BYTES + 2 * Key.MAC_BYTES;

  private final Backend backend;

  public KeyRing(Backend backend) {
    this.backend = backend;
  }

  /**
   * A master key and the object that held it.
   *
   * @param id of the key object, 64 hexadecimal digits
   */
  public record Opened(Key master, String id) {}

  /** Makes a master key and stores it under the password. */
  public Opened create(Password password, String username, String hostname, Instant now) {
    Key master = Key.random();
    return new Opened(master, add(master, password, username, hostname, now));
  }

  /** Removes a key object; its password opens nothing any more. One that is gone is as good. */
  public void remove(String id) {
    backend.delete(ObjectName.of(ObjectKind.KEY, id));
  }

  /** Stores the master key under one more password; returns the key object's id. */
  public String add(Key master, Password password, String username, String hostname, Instant now) {
    Scrypt cost = password.isGenerated() ? Scrypt.cheap() : Scrypt.slow();
    byte[] salt = Key.randomBytes(SALT_BYTES);
    byte[] sealed = derive(cost, salt, password).seal(masterJson(master));
    ObjectNode json = JSON.createObjectNode();
    json.put("created", now.toString()).put("username", username).put("hostname", hostname);
    json.put("kdf", "scrypt").put("N", cost.n()).put("r", cost.r()).put("p", cost.p());
    json.put("salt", base64(salt)).put("data", base64(sealed));
    byte[] bytes = write(json);
    String id = hash(bytes);
    backend.create(ObjectName.of(ObjectKind.KEY, id), ObjectBody.of(bytes));
    return id;
  }

  /**
   * Tries each key object.
   *
   * @param fits whether a master key is this repository's: one that broke off while it was made may
   *     have left a key of no use
   * @throws DavitException {@code WRONG_KEY} if the password opens none; {@code REPOSITORY_DAMAGED}
   *     if it opens none and some could not be read
   */
  public Opened open(Password password, Predicate<Key> fits) {
    DavitException damage = null;
    for (StoredObject stored : backend.list(ObjectKind.KEY)) {
      try {
        Key master = open(stored.name(), password);
        if (fits.test(master)) {
          return new Opened(master, stored.name().id());
        }
      } catch (Unauthentic wrongOne) {
        continue;
      } catch (ObjectMissing removedMeanwhile) {
        continue;
      } catch (DavitException unreadable) {
        if (unreadable.code() != ErrorCode.REPOSITORY_DAMAGED) {
          throw unreadable;
        }
        damage = unreadable;
      }
    }
    if (damage != null) {
      throw damage;
    }
    throw new DavitException(ErrorCode.WRONG_KEY, "repository \"" + backend.location() + '"', null);
  }

  /** Every key object that can be read. */
  public List<KeyInfo> list() {
    List<KeyInfo> keys = new ArrayList<>();
    for (StoredObject stored : backend.list(ObjectKind.KEY)) {
      try {
        JsonNode json = JSON.readTree(backend.read(stored.name()));
        String created = json.path("created").asText(null);
        keys.add(
            new KeyInfo(
                stored.name().id(),
                created == null ? null : OffsetDateTime.parse(created).toInstant(),
                json.path("username").asText(""),
                json.path("hostname").asText("")));
      } catch (ObjectMissing removedMeanwhile) {
        continue;
      } catch (IOException | DateTimeParseException e) {
        throw damaged(stored.name(), "it is not a key object", e);
      }
    }
    return keys;
  }

  private Key open(ObjectName name, Password password) throws Unauthentic {
    byte[] bytes = backend.read(name);
    if (!hash(bytes).equals(name.id())) {
      throw damaged(name, "its bytes do not fit its name", null);
    }
    try {
      JsonNode json = JSON.readTree(bytes);
      if (!"scrypt".equals(json.path("kdf").asText())) {
        throw damaged(name, "unknown key derivation", null);
      }
      var cost = new Scrypt(json.path("N").asInt(), json.path("r").asInt(), json.path("p").asInt());
      Key user = derive(cost, json.path("salt").binaryValue(), password);
      return master(user.open(json.path("data").binaryValue()));
    } catch (IOException | IllegalArgumentException | NullPointerException e) {
      throw damaged(name, "it is not a key object", e);
    }
  }

  private static Key derive(Scrypt cost, byte[] salt, Password password) {
    byte[] secret = password.bytes();
    byte[] derived = cost.derive(secret, salt, DERIVED_BYTES);
    Arrays.fill(secret, (byte) 0);
    return new Key(
        Arrays.copyOfRange(derived, 0, 32),
        Arrays.copyOfRange(derived, 32, 48),
        Arrays.copyOfRange(derived, 48, 64));
  }

  private static byte[] masterJson(Key master) {
    ObjectNode json = JSON.createObjectNode();
    ObjectNode mac = json.putObject("mac");
    mac.put("k", base64(master.macKBytes())).put("r", base64(master.macRBytes()));
    json.put("encrypt", base64(master.encryptBytes()));
    return write(json);
  }

  private static Key master(byte[] plain) throws IOException {
    JsonNode json = JSON.readTree(plain);
    return new Key(
        json.path("encrypt").binaryValue(),
        json.path("mac").path("k").binaryValue(),
        json.path("mac").path("r").binaryValue());
  }

  private static byte[] write(ObjectNode json) {
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DavitException damaged(ObjectName name, String reason, Exception cause) {
    return new DavitException(
        ErrorCode.REPOSITORY_DAMAGED, "object \"" + name + '"', reason, cause);
  }
}
