package dev.davit.repository.snapshot;

import dev.davit.repository.pack.BlobId;
import java.time.Instant;
import java.util.List;

/**
 * A stored snapshot.
 *
 * @param id 64 hexadecimal digits
 * @param parent id of an earlier snapshot, or null
 * @param original id before it was rewritten by another program, or null
 * @param programVersion what wrote it, empty if it does not say
 */
public record SnapshotMeta(
    String id,
    Instant time,
    BlobId tree,
    String parent,
    List<String> paths,
    String hostname,
    String username,
    List<String> excludes,
    List<String> tags,
    String original,
    String programVersion) {
  public SnapshotMeta {
    paths = List.copyOf(paths);
    excludes = List.copyOf(excludes);
    tags = List.copyOf(tags);
  }
}
