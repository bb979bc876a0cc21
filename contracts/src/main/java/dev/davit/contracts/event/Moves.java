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
   * home it was in; one that is named with its own old place stays there. Empty if nothing was
   * named.
   */
  public static Map<String, String> of(PointManifest point, RecoveryContext context) {
    Map<String, String> all = new LinkedHashMap<>();
    Map<String, String> targets = context.target().media();
    point
        .mediaRoots()
        .forEach((name, from) -> {
          String to = targets.get(name);
          if (to != null && !to.equals(RecoveryTarget.LEFT_OUT)) {
            all.put(from, stripped(to));
          }
        });
    String home = context.target().home();
    if (point.home() != null && home != null) {
      all.put(point.home(), stripped(home));
    }
    Map<String, String> sorted = new LinkedHashMap<>();
    all.entrySet().stream()
        .sorted((a, b) -> Integer.compare(b.getKey().length(), a.getKey().length()))
        .forEach(move -> sorted.put(move.getKey(), move.getValue()));
    return sorted;
  }

  /** Where a captured path is now; empty if it was in none of the named directories. */
  public static Optional<String> apply(Map<String, String> moves, String path) {
    return moves.entrySet().stream()
        .filter(move -> path.equals(move.getKey()) || path.startsWith(move.getKey() + "/"))
        .findFirst()
        .map(move -> move.getValue() + path.substring(move.getKey().length()));
  }

  private static String stripped(String path) {
    return path.length() > 1 ? path.replaceAll("(?<=.)/+$", "") : path;
  }
}
