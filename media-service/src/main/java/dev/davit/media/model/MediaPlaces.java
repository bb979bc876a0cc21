package dev.davit.media.model;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.Moves;
import dev.davit.contracts.event.RecoveryContext;
import dev.davit.contracts.event.RecoveryTarget;
import dev.davit.contracts.point.PointManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the media of a recovery go: just where dump-service's rewritten rows will name them. A
 * recovery to another home or server touches nothing that lies outside of what it was given: files
 * without a place there stay in the repository, and a root without one is refused, unless it is
 * left out by name: a recovery without its media must not look like a whole one.
 */
public final class MediaPlaces {
  private final PointManifest point;
  private final RecoveryTarget target;
  private final Map<String, String> moves;
  private final SortedMap<String, String> roots = new TreeMap<>();
  private final List<String> leftOut = new ArrayList<>();
  private final List<String> placeless = new ArrayList<>();

  private MediaPlaces(PointManifest point, RecoveryContext context) {
    this.point = point;
    this.target = context.target();
    this.moves = Moves.of(point, context);
    new TreeMap<>(point.mediaRoots()).forEach(this::place);
  }

  /**
   * @throws DavitException INVALID_REQUEST if a root has no place at the target and is not left out
   *     by name, a place is named for a root that the point does not have, two roots would go into
   *     one another, or a place is no absolute path
   */
  public static MediaPlaces of(PointManifest point, RecoveryContext context) {
    var places = new MediaPlaces(point, context);
    places.requireKnown();
    places.requirePlaced();
    places.requireApart();
    return places;
  }

  /** Name to absolute path, by name. */
  public SortedMap<String, String> roots() {
    return roots;
  }

  /** Roots that are left out by name. */
  public List<String> leftOut() {
    return List.copyOf(leftOut);
  }

  /** Where a file goes that lay outside of all roots; empty: nowhere. */
  public Optional<String> external(String captured) {
    return moved(captured);
  }

  private void place(String name, String from) {
    if (RecoveryTarget.LEFT_OUT.equals(target.media().get(name))) {
      leftOut.add(name);
    } else {
      root(name, from).ifPresentOrElse(to -> roots.put(name, to), () -> placeless.add(name));
    }
  }

  private Optional<String> root(String name, String from) {
    String named = target.media().get(name);
    Optional<String> place = named == null ? moved(from) : Optional.of(named);
    return place.map(MediaPlaces::stripped);
  }

  private Optional<String> moved(String captured) {
    Optional<String> moved = Moves.apply(moves, captured);
    boolean elsewhere = target.home() != null || target.databaseUrl() != null;
    return moved.isPresent() || elsewhere ? moved : Optional.of(captured);
  }

  /** A misspelt name would send that root back to where it was. */
  private void requireKnown() {
    for (String name : new TreeMap<>(target.media()).keySet()) {
      if (!point.mediaRoots().containsKey(name)) {
        String known = String.join(", ", new TreeMap<>(point.mediaRoots()).keySet());
        throw refused(name, "the point has none of that name, but: " + known);
      }
    }
  }

  private void requirePlaced() {
    if (!placeless.isEmpty()) {
      String name = placeless.getFirst();
      throw refused(
          name,
          "it has no place at the target: name one (media=%s=DIR), or leave it out (media=%s=none)"
              .formatted(name, name));
    }
  }

  private void requireApart() {
    roots.forEach((name, place) -> {
      if (!place.startsWith("/") || place.equals("/")) {
        throw refused(name, "\"" + place + "\" is no absolute path of a directory");
      }
      roots.forEach((other, otherPlace) -> {
        if (!other.equals(name) && (place + "/").startsWith(otherPlace + "/")) {
          throw refused(name, "it would go into \"" + otherPlace + "\" of \"" + other + "\"");
        }
      });
    });
  }

  private static DavitException refused(String name, String reason) {
    return new DavitException(ErrorCode.INVALID_REQUEST, "media root \"" + name + "\"", reason);
  }

  private static String stripped(String path) {
    return path.length() > 1 ? path.replaceAll("/+$", "") : path;
  }
}
