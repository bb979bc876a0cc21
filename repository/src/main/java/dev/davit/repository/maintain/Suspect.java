package dev.davit.repository.maintain;

import dev.davit.repository.pack.BlobId;
import dev.davit.repository.pack.BlobType;

/** An object in which something is wrong. */
sealed interface Suspect {
  /** Its kind and id. */
  String object();

  /**
   * @param lost true if what the index places in it cannot be had from it
   */
  record OfPack(BlobId pack, boolean lost) implements Suspect {
    @Override
    public String object() {
      return "pack " + pack;
    }
  }

  record OfBlob(BlobType type, BlobId id) implements Suspect {
    @Override
    public String object() {
      return type.word() + " blob " + id;
    }
  }

  record OfSnapshot(String id) implements Suspect {
    @Override
    public String object() {
      return "snapshot " + id;
    }
  }
}
