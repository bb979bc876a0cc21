package dev.davit.cli.breakglass;

import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.point.PointManifest;
import dev.davit.contracts.point.PointState;
import dev.davit.repository.Repository;
import dev.davit.repository.snapshot.Node;
import dev.davit.repository.snapshot.SnapshotMeta;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A recovery point as its snapshot holds it.
 *
 * @param raw {@code recovery-point.json} byte for byte, as it was signed
 */
record FoundPoint(SnapshotMeta snapshot, PointManifest manifest, byte[] raw) {

  /**
   * Looks through the snapshots, newest first. Those that are no recovery points are passed over;
   * so is a point that cannot be read, which is said: one damaged point must not keep the others
   * from being recovered.
   *
   * @param system null: the only one in the repository
   * @param point id or beginning of one, of the point or of its snapshot; null: the newest sealed
   *     one
   * @param said hears of points that cannot be read
   * @throws DavitException UNKNOWN_POINT, NO_POINT, INVALID_REQUEST if the repository holds several
   *     systems and none is named; whatever keeps the named point from being read
   */
  static FoundPoint find(
      Repository repository, String system, String point, Consumer<String> said) {
    var all = new ArrayList<FoundPoint>();
    int unreadable = 0;
    for (SnapshotMeta snapshot : newestFirst(repository)) {
      try {
        read(repository, snapshot)
            .filter(found -> system == null || found.manifest.system().equals(system))
            .ifPresent(all::add);
      } catch (DavitException e) {
        if (point != null && snapshot.id().startsWith(point)) {
          throw e;
        }
        unreadable++;
        said.accept(
            "passed over, it cannot be read: snapshot " + snapshot.id() + ": " + e.getMessage());
      }
    }
    return point == null ? newestSealed(all, unreadable) : named(all, point, unreadable);
  }

  private static List<SnapshotMeta> newestFirst(Repository repository) {
    return repository.snapshots().stream()
        .sorted(Comparator.comparing(SnapshotMeta::time).reversed())
        .toList();
  }

  private static FoundPoint named(List<FoundPoint> all, String point, int unreadable) {
    return all.stream()
        .filter(found -> found.isCalled(point))
        .findFirst()
        .orElseThrow(() ->
            new DavitException(
                ErrorCode.UNKNOWN_POINT,
                "point \"" + point + "\"",
                "the repository holds " + count(all, unreadable)));
  }

  private static FoundPoint newestSealed(List<FoundPoint> all, int unreadable) {
    requireOneSystem(all);
    return all.stream()
        .filter(found -> found.manifest.state() == PointState.SEALED)
        .findFirst()
        .orElseThrow(() ->
            new DavitException(
                ErrorCode.NO_POINT,
                "repository",
                "it holds " + count(all, unreadable) + ", none of them sealed and readable"));
  }

  private static String count(List<FoundPoint> all, int unreadable) {
    return all.size() + " points" + (unreadable == 0 ? "" : " and " + unreadable + " unreadable");
  }

  private static Optional<FoundPoint> read(Repository repository, SnapshotMeta snapshot) {
    Node file = repository.node(snapshot.tree(), PointManifest.FILE);
    if (file == null || !file.isFile()) {
      return Optional.empty();
    }
    byte[] raw = repository.trees().bytes(file);
    try {
      return Optional.of(new FoundPoint(snapshot, Json.read(raw, PointManifest.class), raw));
    } catch (UncheckedIOException e) {
      throw new DavitException(
          ErrorCode.REPOSITORY_DAMAGED, PointManifest.FILE, "it is no recovery point's", e);
    }
  }

  private boolean isCalled(String name) {
    return manifest.point().startsWith(name) || snapshot.id().startsWith(name);
  }

  private static void requireOneSystem(List<FoundPoint> all) {
    var systems = new TreeSet<String>();
    all.forEach(found -> systems.add(found.manifest.system()));
    if (systems.size() > 1) {
      throw new DavitException(
          ErrorCode.INVALID_REQUEST,
          "repository",
          "it holds several systems, so name one: " + String.join(", ", systems));
    }
  }

  /**
   * A small file of the point.
   *
   * @throws DavitException OBJECT_MISSING
   */
  byte[] file(Repository repository, String path) {
    return repository.trees().bytes(require(repository, path));
  }

  /**
   * @throws DavitException OBJECT_MISSING
   */
  Node require(Repository repository, String path) {
    return repository.trees().require(snapshot.tree(), path);
  }

  /** Names in a directory of the point; none if it is absent. */
  Stream<Node> list(Repository repository, String path) {
    Node node = repository.node(snapshot.tree(), path);
    return node == null ? Stream.empty() : repository.tree(node.subtree()).nodes().stream();
  }
}
