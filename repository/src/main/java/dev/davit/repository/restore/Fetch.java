package dev.davit.repository.restore;

import dev.davit.repository.pack.BlobId;
import java.util.List;

/** One range of a pack, read once, and all that is made of it, in the order of the pack. */
record Fetch(BlobId pack, long start, long end, List<Piece> pieces) {
  int length() {
    return Math.toIntExact(end - start);
  }
}
