package dev.davit.repository.pack;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.backend.Backend;
import dev.davit.repository.backend.ObjectBody;
import dev.davit.repository.backend.ObjectExists;
import dev.davit.repository.backend.ObjectKind;
import dev.davit.repository.backend.ObjectName;
import dev.davit.repository.crypto.Key;
import dev.davit.repository.crypto.Unauthentic;

/**
 * Objects that are stored on their own: configuration, snapshots, index, locks. Sealed; all but the
 * configuration are compressed behind a byte 2 and named by the hash of what is stored.
 * Thread-safe.
 */
public final class UnpackedObjects {
  private static final byte COMPRESSED = 2;

  private final Backend backend;
  private final Key key;
  private final BlobCodec codec;

  public UnpackedObjects(Backend backend, Key key) {
    this.backend = backend;
    this.key = key;
    this.codec = new BlobCodec(key);
  }

  /** Durable after the backend's next sync. */
  public BlobId save(ObjectKind kind, byte[] json) {
    byte[] packed = codec.compress(json);
    byte[] plain = new byte[packed.length + 1];
    plain[0] = COMPRESSED;
    System.arraycopy(packed, 0, plain, 1, packed.length);
    byte[] sealed = key.seal(plain);
    BlobId id = BlobId.hash(sealed);
    try {
      backend.create(ObjectName.of(kind, id.toString()), ObjectBody.of(sealed));
    } catch (ObjectExists sameBytes) {
      return id;
    }
    return id;
  }

  public void saveConfig(byte[] json) {
    backend.create(ObjectName.config(), ObjectBody.of(key.seal(json)));
  }

  /**
   * @throws DavitException {@code OBJECT_MISSING}, {@code REPOSITORY_DAMAGED}
   */
  public byte[] load(ObjectName name) {
    return open(name, backend.read(name));
  }

  /** As {@link #load} for bytes that were kept elsewhere; they are checked all the same. */
  public byte[] open(ObjectName name, byte[] stored) {
    if (name.kind() != ObjectKind.CONFIG && !BlobId.hash(stored).toString().equals(name.id())) {
      throw damaged(name, "its bytes do not fit its name", null);
    }
    try {
      byte[] plain = key.open(stored);
      return name.kind() == ObjectKind.CONFIG ? plain : unpack(name, plain);
    } catch (Unauthentic e) {
      throw damaged(name, e.getMessage(), e);
    }
  }

  private byte[] unpack(ObjectName name, byte[] plain) {
    if (plain.length > 0 && (plain[0] == '{' || plain[0] == '[')) {
      return plain;
    }
    if (plain.length == 0 || plain[0] != COMPRESSED) {
      throw damaged(name, "it has an unknown form", null);
    }
    try {
      long length = Zstd.getFrameContentSize(plain, 1, plain.length - 1);
      if (length > 0 && length <= BlobCodec.LARGEST) {
        return codec.decompress(plain, 1, (int) length);
      }
      return stream(plain);
    } catch (ZstdException | java.io.IOException e) {
      throw damaged(name, "it cannot be decompressed", e);
    }
  }

  /** Other programs may leave the length out of the frame. */
  private static byte[] stream(byte[] plain) throws java.io.IOException {
    var packed = new java.io.ByteArrayInputStream(plain, 1, plain.length - 1);
    try (var in = new com.github.luben.zstd.ZstdInputStream(packed)) {
      return in.readNBytes(BlobCodec.LARGEST);
    }
  }

  private static DavitException damaged(ObjectName name, String reason, Exception cause) {
    return new DavitException(
        ErrorCode.REPOSITORY_DAMAGED, "object \"" + name + '"', reason, cause);
  }
}
