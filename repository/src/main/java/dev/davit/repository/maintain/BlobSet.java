package dev.davit.repository.maintain;

import dev.davit.repository.pack.BlobId;
import dev.davit.repository.pack.BlobType;

/**
 * Blobs by type and id, at 64 bytes each, since there may be millions. For one thread at a time.
 */
final class BlobSet {
  private static final int WORDS = 4;
  private static final int FIRST = 1 << 10;

  private long[] ids = new long[FIRST * WORDS];
  private byte[] types = new byte[FIRST];
  private int size;

  /** False if it was there already. */
  boolean add(BlobType type, BlobId id) {
    int slot = slot(type, id);
    if (types[slot] != 0) {
      return false;
    }
    put(slot, type(type), id.quarter(0), id.quarter(1), id.quarter(2), id.quarter(3));
    size++;
    if (size * 2L > types.length) {
      grow();
    }
    return true;
  }

  boolean contains(BlobType type, BlobId id) {
    return types[slot(type, id)] != 0;
  }

  int size() {
    return size;
  }

  private static byte type(BlobType type) {
    return (byte) (type.ordinal() + 1);
  }

  /** Where the blob is, or may be put. */
  private int slot(BlobType type, BlobId id) {
    int slot = (int) id.quarter(1) & (types.length - 1);
    while (types[slot] != 0 && !is(slot, type, id)) {
      slot = (slot + 1) & (types.length - 1);
    }
    return slot;
  }

  private boolean is(int slot, BlobType type, BlobId id) {
    int at = slot * WORDS;
    return types[slot] == type(type)
        && ids[at] == id.quarter(0)
        && ids[at + 1] == id.quarter(1)
        && ids[at + 2] == id.quarter(2)
        && ids[at + 3] == id.quarter(3);
  }

  private void put(int slot, byte type, long a, long b, long c, long d) {
    types[slot] = type;
    ids[slot * WORDS] = a;
    ids[slot * WORDS + 1] = b;
    ids[slot * WORDS + 2] = c;
    ids[slot * WORDS + 3] = d;
  }

  private void grow() {
    long[] oldIds = ids;
    byte[] oldTypes = types;
    ids = new long[oldIds.length * 2];
    types = new byte[oldTypes.length * 2];
    for (int i = 0; i < oldTypes.length; i++) {
      if (oldTypes[i] != 0) {
        int at = i * WORDS;
        int slot = (int) oldIds[at + 1] & (types.length - 1);
        while (types[slot] != 0) {
          slot = (slot + 1) & (types.length - 1);
        }
        put(slot, oldTypes[i], oldIds[at], oldIds[at + 1], oldIds[at + 2], oldIds[at + 3]);
      }
    }
  }
}
