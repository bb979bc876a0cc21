package dev.davit.postgres.dump;

import dev.davit.contracts.point.Fingerprint;
import java.util.List;

/**
 * What a dump amounted to.
 *
 * @param bytes of all files
 * @param fingerprints one for each table with data of its own, by schema and name
 */
public record DumpResult(int files, long bytes, List<Fingerprint> fingerprints) {
  public DumpResult {
    fingerprints = List.copyOf(fingerprints);
  }
}
