package dev.davit.repository.pack;

import dev.davit.repository.backend.ObjectBody;
import java.util.List;

/** A whole pack, ready to be stored under its id. */
public record Pack(BlobId id, ObjectBody body, List<Blob> blobs) {
  public Pack {
    blobs = List.copyOf(blobs);
  }
}
