package dev.davit.contracts.event;

import dev.davit.contracts.point.PointManifest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which directories are elsewhere after a recovery, as absolute paths from old to new. */
public final class Moves {
  private Moves() {}

  /**
   * The longer ones first, so that a media root that goes its own way is not taken along with the
   * home it was in. Empty if everything goes back to where it was.
   */
  public static Map<String, String> of(PointManifest point, RecoveryContext context) {
    Map<String, String> all = new LinkedHashMap<>();
    Map<String, String> targets = context.target().media();
    point
        .mediaRoots()
        .forEach((name, from) -> {
          if (targets.containsKey(name)) {
            all.put(from, targets.get(name));
          }
        });
    String home = context.target().home();
    if (point.home() != null && home != null) {
      all.put(point.home(), home);
    }
    Map<String, String> sorted = new LinkedHashMap<>();
    all.entrySet().stream()
        .filter(move -> !move.getKey().equals(move.getValue()))
        .sorted((a, b) -> Integer.compare(b.getKey().length(), a.getKey().length()))
        .forEach(move -> sorted.put(move.getKey(), move.getValue()));
    return sorted;
  }

  /** Where a captured path is now; empty if it was in none of the moved directories. */
  public static Optional<String> apply(Map<String, String> moves, String path) {
    return moves.entrySet().stream()
        .filter(move -> path.startsWith(move.getKey() + "/"))
        .findFirst()
        .map(move -> move.getValue() + path.substring(move.getKey().length()));
  }
}
