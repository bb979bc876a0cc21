package dev.davit.repository.index;

import dev.davit.repository.pack.Blob;
import dev.davit.repository.pack.BlobId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Divides packs among index objects of a readable size; a pack is never divided. */
final class IndexParts {
  private IndexParts() {}

  static List<Map<BlobId, List<Blob>>> of(Map<BlobId, List<Blob>> packs) {
    List<Map<BlobId, List<Blob>>> parts = new ArrayList<>();
    Map<BlobId, List<Blob>> part = new LinkedHashMap<>();
    int blobs = 0;
    for (var pack : packs.entrySet()) {
      if (blobs > 0 && blobs + pack.getValue().size() > IndexObject.MOST_BLOBS) {
        parts.add(part);
        part = new LinkedHashMap<>();
        blobs = 0;
      }
      part.put(pack.getKey(), pack.getValue());
      blobs += pack.getValue().size();
    }
    parts.add(part);
    return parts;
  }
}
