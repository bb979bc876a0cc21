package dev.davit.contracts.point;

import java.time.Instant;
import java.util.List;

/**
 * What was captured of one database; {@code database/<name>.json} of a recovery point, beside the
 * directory {@code database/<name>/} that pg_dump wrote.
 *
 * @param serverVersion as {@code SHOW server_version_num}
 * @param extensions {@code name version}
 * @param bytes size of the dump before compression
 * @param inconsistent application tables that had unfinished operations when the snapshot was taken
 * @param profileVersion the application's own metadata version; null if it has none
 */
public record DatabaseManifest(
    String name,
    int serverVersion,
    String encoding,
    String collate,
    String ctype,
    String owner,
    List<String> extensions,
    long bytes,
    Instant snapshotAt,
    String walPosition,
    String profileVersion,
    List<String> inconsistent,
    List<Fingerprint> fingerprints,
    List<TableVersion> lineage) {
  public DatabaseManifest {
    extensions = extensions == null ? List.of() : List.copyOf(extensions);
    inconsistent = inconsistent == null ? List.of() : List.copyOf(inconsistent);
    fingerprints = fingerprints == null ? List.of() : List.copyOf(fingerprints);
    lineage = lineage == null ? List.of() : List.copyOf(lineage);
  }

  /** Rows of all tables. */
  public long rows() {
    return fingerprints.stream().mapToLong(Fingerprint::rows).sum();
  }
}
