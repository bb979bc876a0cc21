package dev.davit.repository.pack;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.backend.Backend;
import dev.davit.repository.backend.ObjectKind;
import dev.davit.repository.backend.ObjectName;
import dev.davit.repository.crypto.Key;
import dev.davit.repository.crypto.Unauthentic;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The list of blobs at a pack's end. Layout, little-endian: per blob {@code type(1) length(4)
 * [uncompressed length(4)] id(32)}, type 0 data, 1 tree, 2 and 3 the same compressed; all sealed;
 * then the sealed header's length(4).
 */
public final class PackHeader {
  private static final int LENGTH_FIELD = 4;
  private static final int PLAIN_ENTRY = 1 + 4 + BlobId.BYTES;
  private static final int PACKED_ENTRY = PLAIN_ENTRY + 4;
  private static final int LONGEST = 16 << 20;

  private PackHeader() {}

  static byte[] write(List<Blob> blobs) {
    ByteBuffer out =
        ByteBuffer.allocate(blobs.size() * PACKED_ENTRY).order(ByteOrder.LITTLE_ENDIAN);
    for (Blob blob : blobs) {
      boolean packed = blob.uncompressedLength() > 0;
      out.put((byte) (blob.type().ordinal() + (packed ? 2 : 0)));
      out.putInt(blob.length());
      if (packed) {
        out.putInt(blob.uncompressedLength());
      }
      blob.id().put(out.array(), out.position());
      out.position(out.position() + BlobId.BYTES);
    }
    return java.util.Arrays.copyOf(out.array(), out.position());
  }

  static byte[] lengthField(int length) {
    return ByteBuffer.allocate(LENGTH_FIELD).order(ByteOrder.LITTLE_ENDIAN).putInt(length).array();
  }

  /** Size of a whole pack of these blobs, which lie one behind the other. */
  public static long packSize(Iterable<Blob> blobs) {
    long size = Key.OVERHEAD + LENGTH_FIELD;
    for (Blob blob : blobs) {
      size += blob.length() + entrySize(blob.uncompressedLength());
    }
    return size;
  }

  /** What one blob adds to its pack's header. */
  public static int entrySize(int uncompressedLength) {
    return uncompressedLength > 0 ? PACKED_ENTRY : PLAIN_ENTRY;
  }

  /** What a pack without blobs would take. */
  public static int fixedSize() {
    return Key.OVERHEAD + LENGTH_FIELD;
  }

  /**
   * Reads a stored pack's header.
   *
   * @param size of the whole pack
   * @throws DavitException {@code OBJECT_MISSING}, {@code REPOSITORY_DAMAGED}
   */
  public static List<Blob> read(Backend backend, Key key, BlobId pack, long size) {
    ObjectName name = ObjectName.of(ObjectKind.PACK, pack.toString());
    if (size < fixedSize() + PLAIN_ENTRY) {
      throw damaged(name, "it is too short", null);
    }
    byte[] field = backend.read(name, size - LENGTH_FIELD, LENGTH_FIELD);
    int length = ByteBuffer.wrap(field).order(ByteOrder.LITTLE_ENDIAN).getInt();
    if (length < Key.OVERHEAD || length > LONGEST || length > size - LENGTH_FIELD) {
      throw damaged(name, "its header's length cannot be", null);
    }
    byte[] sealed = backend.read(name, size - LENGTH_FIELD - length, length);
    try {
      return parse(name, key.open(sealed));
    } catch (Unauthentic e) {
      throw damaged(name, "header: " + e.getMessage(), e);
    }
  }

  private static List<Blob> parse(ObjectName name, byte[] plain) {
    ByteBuffer in = ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN);
    List<Blob> blobs = new ArrayList<>();
    long offset = 0;
    try {
      while (in.hasRemaining()) {
        int type = in.get();
        if (type < 0 || type > 3) {
          throw damaged(name, "it has a blob of unknown type " + type, null);
        }
        int length = in.getInt();
        int uncompressed = type >= 2 ? in.getInt() : 0;
        byte[] id = new byte[BlobId.BYTES];
        in.get(id);
        BlobType kind = type % 2 == 0 ? BlobType.DATA : BlobType.TREE;
        blobs.add(new Blob(BlobId.of(id, 0), kind, offset, length, uncompressed));
        offset += length;
      }
    } catch (BufferUnderflowException e) {
      throw damaged(name, "its header ends within an entry", e);
    }
    return blobs;
  }

  private static DavitException damaged(ObjectName name, String reason, Exception cause) {
    return new DavitException(ErrorCode.REPOSITORY_DAMAGED, "pack \"" + name + '"', reason, cause);
  }
}
