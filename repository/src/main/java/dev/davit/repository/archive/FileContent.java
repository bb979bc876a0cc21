package dev.davit.repository.archive;

import dev.davit.repository.pack.BlobId;
import java.util.List;

/**
 * A stored stream. Durable only after the repository's flush.
 *
 * @param length bytes of the stream
 * @param stored bytes that were new to the repository, compressed and encrypted
 */
public record FileContent(List<BlobId> blobs, long length, long stored) {
  public FileContent {
    blobs = List.copyOf(blobs);
  }
}
