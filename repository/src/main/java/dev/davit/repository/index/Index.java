package dev.davit.repository.index;

import dev.davit.repository.pack.Blob;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.pack.BlobType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

/**
 * Blob to place, in memory: plain arrays with open addressing, about 70 bytes a blob, since there
 * may be millions. A blob that lies in several packs is found in each. Thread-safe.
 */
public final class Index {
  private static final int FIRST_SLOTS = 1 << 10;

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final List<BlobId> packs = new ArrayList<>();
  private final Map<BlobId, Integer> packNumbers = new HashMap<>();
  private int[] slots = new int[FIRST_SLOTS];
  private long[] ids = new long[FIRST_SLOTS * 2];
  private int[] packAndType = new int[FIRST_SLOTS / 2];
  private int[] offsets = new int[FIRST_SLOTS / 2];
  private int[] lengths = new int[FIRST_SLOTS / 2];
  private int[] uncompressed = new int[FIRST_SLOTS / 2];
  private int count;

  /** Adds a pack's blobs; exactly the same place twice is one. */
  public void add(BlobId pack, List<Blob> blobs) {
    lock.writeLock().lock();
    try {
      Integer known = packNumbers.putIfAbsent(pack, packs.size());
      if (known == null) {
        packs.add(pack);
      }
      int number = known == null ? packs.size() - 1 : known;
      for (Blob blob : blobs) {
        add(number, blob);
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** One place of the blob, or null. */
  public Location find(BlobType type, BlobId id) {
    lock.readLock().lock();
    try {
      int entry = entry(type, id);
      return entry < 0 ? null : location(entry);
    } finally {
      lock.readLock().unlock();
    }
  }

  public boolean contains(BlobType type, BlobId id) {
    lock.readLock().lock();
    try {
      return entry(type, id) >= 0;
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Every place of the blob. */
  public List<Location> findAll(BlobType type, BlobId id) {
    lock.readLock().lock();
    try {
      List<Location> found = new ArrayList<>(1);
      for (int slot = slot(id); slots[slot] != 0; slot = next(slot)) {
        int entry = slots[slot] - 1;
        if (is(entry, type, id)) {
          found.add(location(entry));
        }
      }
      return found;
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Hands over every place, in the order of adding; the index must not be changed meanwhile. */
  public void forEach(Consumer<Location> each) {
    lock.readLock().lock();
    try {
      for (int entry = 0; entry < count; entry++) {
        each.accept(location(entry));
      }
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Number of places. */
  public int size() {
    lock.readLock().lock();
    try {
      return count;
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Every pack that is named, a copy. */
  public List<BlobId> packs() {
    lock.readLock().lock();
    try {
      return List.copyOf(packs);
    } finally {
      lock.readLock().unlock();
    }
  }

  private void add(int pack, Blob blob) {
    BlobId id = blob.id();
    int key = pack << 1 | blob.type().ordinal();
    int slot = slot(id);
    for (; slots[slot] != 0; slot = next(slot)) {
      int entry = slots[slot] - 1;
      boolean samePlace = packAndType[entry] == key && offsets[entry] == (int) blob.offset();
      if (samePlace && is(entry, blob.type(), id)) {
        return;
      }
    }
    if (count == packAndType.length) {
      growEntries();
    }
    for (int i = 0; i < 4; i++) {
      ids[count * 4 + i] = id.quarter(i);
    }
    packAndType[count] = key;
    offsets[count] = (int) blob.offset();
    lengths[count] = blob.length();
    uncompressed[count] = blob.uncompressedLength();
    slots[slot] = ++count;
    if (count * 2L > slots.length) {
      growSlots();
    }
  }

  private int entry(BlobType type, BlobId id) {
    for (int slot = slot(id); slots[slot] != 0; slot = next(slot)) {
      if (is(slots[slot] - 1, type, id)) {
        return slots[slot] - 1;
      }
    }
    return -1;
  }

  private boolean is(int entry, BlobType type, BlobId id) {
    return (packAndType[entry] & 1) == type.ordinal()
        && ids[entry * 4] == id.quarter(0)
        && ids[entry * 4 + 1] == id.quarter(1)
        && ids[entry * 4 + 2] == id.quarter(2)
        && ids[entry * 4 + 3] == id.quarter(3);
  }

  private Location location(int entry) {
    int at = entry * 4;
    BlobId id = new BlobId(ids[at], ids[at + 1], ids[at + 2], ids[at + 3]);
    BlobType type = (packAndType[entry] & 1) == 0 ? BlobType.DATA : BlobType.TREE;
    long offset = Integer.toUnsignedLong(offsets[entry]);
    var blob = new Blob(id, type, offset, lengths[entry], uncompressed[entry]);
    return new Location(packs.get(packAndType[entry] >>> 1), blob);
  }

  /** Ids are hashes: any of their bits spread evenly. */
  private int slot(BlobId id) {
    return (int) id.quarter(1) & (slots.length - 1);
  }

  private int next(int slot) {
    return (slot + 1) & (slots.length - 1);
  }

  private void growEntries() {
    int larger = packAndType.length * 2;
    ids = Arrays.copyOf(ids, larger * 4);
    packAndType = Arrays.copyOf(packAndType, larger);
    offsets = Arrays.copyOf(offsets, larger);
    lengths = Arrays.copyOf(lengths, larger);
    uncompressed = Arrays.copyOf(uncompressed, larger);
  }

  private void growSlots() {
    slots = new int[slots.length * 2];
    for (int entry = 0; entry < count; entry++) {
      int slot = (int) ids[entry * 4 + 1] & (slots.length - 1);
      while (slots[slot] != 0) {
        slot = next(slot);
      }
      slots[slot] = entry + 1;
    }
  }
}
