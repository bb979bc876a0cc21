package dev.davit.contracts.point;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * {@code recovery-point.json}: what a recovery point is and proves, readable without Davit. Signed
 * by {@code recovery-point.json.dsse} (DSSE envelope, Ed25519).
 *
 * @param format {@code davit-recovery-point/1}
 * @param epoch of the lease that sealed it; of two points of one run the higher epoch counts
 * @param home the Pixeltable home that was captured; null for others
 * @param mediaRoots name to absolute path of each captured media root
 * @param configuration name below {@code config/} to the absolute path it came from
 * @param changes schema changes since the point before, a line each
 */
public record PointManifest(
    String format,
    String system,
    String point,
    String run,
    long epoch,
    PointState state,
    String profile,
    String home,
    Instant at,
    Instant sealedAt,
    List<PartManifest> parts,
    List<DatabaseSummary> databases,
    Map<String, String> mediaRoots,
    Map<String, String> configuration,
    ClosureSummary closure,
    List<String> changes) {

  public static final String FORMAT = "davit-recovery-point/1";
  public static final String FILE = "recovery-point.json";
  public static final String SIGNATURE_FILE = "recovery-point.json.dsse";

  /** Payload type of its signature. */
  public static final String SIGNED_AS = "application/vnd.davit.recovery-point+json";

  public PointManifest {
    parts = List.copyOf(parts);
    databases = List.copyOf(databases);
    mediaRoots = Map.copyOf(mediaRoots);
    configuration = configuration == null ? Map.of() : Map.copyOf(configuration);
    changes = changes == null ? List.of() : List.copyOf(changes);
  }
}
