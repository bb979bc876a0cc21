package dev.davit.cli.breakglass;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.RecoveryTarget;
import dev.davit.contracts.point.PointManifest;
import dev.davit.postgres.DatabaseUrl;
import dev.davit.postgres.profile.PathMove;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a point goes.
 *
 * @param home the Pixeltable home that gets the databases, or null
 * @param database the server that gets them, or null; with a single database also its name
 * @param password of that server, or null
 * @param media directory of each media root; those left out by name are not restored
 * @param moves from captured directories to where they are afterwards, longer ones first
 * @param original everything goes back to where it was
 */
record RecoveryPlace(
    Path home,
    DatabaseUrl database,
    char[] password,
    Map<String, Path> media,
    List<PathMove> moves,
    boolean original) {

  /** What was asked for; all null: where it was. */
  record Asked(Path home, DatabaseUrl database, char[] password, Map<String, Path> media) {
    boolean isOriginal() {
      return home == null && database == null && media.isEmpty();
    }
  }

  /**
   * @throws DavitException INVALID_REQUEST if the databases have no place, or a media root has none
   *     and is not left out by name
   */
  static RecoveryPlace of(PointManifest point, Asked asked) {
    boolean original = asked.isOriginal();
    Path home = asked.home() == null && asked.database() == null ? home(point) : asked.home();
    if (home == null && asked.database() == null) {
      throw new DavitException(
          ErrorCode.INVALID_REQUEST,
          "option \"--to\"",
          "the captured database was no Pixeltable home: name a server with db=URL");
    }
    var media = new TreeMap<String, Path>();
    point
        .mediaRoots()
        .forEach((name, from) ->
            media.put(
                name, target(point, asked, home, name, from).orElseThrow(() -> placeless(name))));
    media.values().removeIf(Path.of(RecoveryTarget.LEFT_OUT)::equals);
    return new RecoveryPlace(
        home, asked.database(), asked.password(), media, moves(point, home, media), original);
  }

  private static Path home(PointManifest point) {
    return point.home() == null ? null : Path.of(point.home());
  }

  private static Optional<Path> target(
      PointManifest point, Asked asked, Path home, String name, String from) {
    if (asked.media().containsKey(name)) {
      return Optional.of(asked.media().get(name));
    }
    if (asked.isOriginal()) {
      return Optional.of(Path.of(from));
    }
    boolean inside = point.home() != null && Path.of(from).startsWith(point.home());
    return inside && home != null
        ? Optional.of(home.resolve(Path.of(point.home()).relativize(Path.of(from))))
        : Optional.empty();
  }

  private static DavitException placeless(String name) {
    return new DavitException(
        ErrorCode.INVALID_REQUEST,
        "media root \"" + name + '"',
        "--to names no place for it: add media=%s=DIR, or leave it out with media=%s=none"
            .formatted(name, name));
  }

  private static List<PathMove> moves(PointManifest point, Path home, Map<String, Path> media) {
    var moves = new LinkedHashMap<String, String>();
    media.forEach((name, to) -> moves.put(point.mediaRoots().get(name), to.toString()));
    if (point.home() != null && home != null) {
      moves.put(point.home(), home.toString());
    }
    var list = new ArrayList<PathMove>();
    moves.forEach((from, to) -> list.add(new PathMove(from, to)));
    list.sort(Comparator.comparingInt((PathMove move) -> move.from().length()).reversed());
    return list;
  }

  /** Where a captured path is now; empty if it lay in none of the directories that have a place. */
  Optional<Path> moved(Path captured) {
    if (original) {
      return Optional.of(captured);
    }
    return moves.stream()
        .filter(move -> captured.startsWith(move.from()))
        .findFirst()
        .map(move -> Path.of(move.to()).resolve(Path.of(move.from()).relativize(captured)));
  }

  /** Name of a captured database here. */
  String nameOf(String captured, int databases) {
    return database != null && databases == 1 ? database.database() : captured;
  }
}
