package dev.davit.cli.breakglass;

import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.point.PointManifest;
import dev.davit.contracts.point.PointState;
import dev.davit.repository.Repository;
import dev.davit.repository.snapshot.Node;
import dev.davit.repository.snapshot.SnapshotMeta;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A recovery point as its snapshot holds it.
 *
 * @param raw {@code recovery-point.json} byte for byte, as it was signed
 */
record FoundPoint(SnapshotMeta snapshot, PointManifest manifest, byte[] raw) {

  /**
   * Looks through the snapshots; those that are no recovery points are passed over.
   *
   * @param system null: the only one in the repository
   * @param point id or beginning of one, of the point or of its snapshot; null: the newest sealed
   *     one
   * @throws DavitException UNKNOWN_POINT, NO_POINT, INVALID_REQUEST if the repository holds several
   *     systems and none is named
   */
  static FoundPoint find(Repository repository, String system, String point) {
    List<FoundPoint> all =
        repository.snapshots().stream()
            .sorted(Comparator.comparing(SnapshotMeta::time).reversed())
            .flatMap(snapshot -> read(repository, snapshot).stream())
            .filter(found -> system == null || found.manifest.system().equals(system))
            .toList();
    if (point != null) {
      return all.stream()
          .filter(found -> found.isCalled(point))
          .findFirst()
          .orElseThrow(() ->
              new DavitException(
                  ErrorCode.UNKNOWN_POINT,
                  "point \"" + point + "\"",
                  "the repository holds " + all.size() + " points"));
    }
    requireOneSystem(all);
    return all.stream()
        .filter(found -> found.manifest.state() == PointState.SEALED)
        .findFirst()
        .orElseThrow(() -> none(all));
  }

  private static Optional<FoundPoint> read(Repository repository, SnapshotMeta snapshot) {
    Node file = repository.node(snapshot.tree(), PointManifest.FILE);
    if (file == null || !file.isFile()) {
      return Optional.empty();
    }
    byte[] raw = repository.trees().bytes(file);
    return Optional.of(new FoundPoint(snapshot, Json.read(raw, PointManifest.class), raw));
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

  private static DavitException none(List<FoundPoint> all) {
    return new DavitException(
        ErrorCode.NO_POINT,
        "repository",
        all.isEmpty() ? "it holds no recovery point" : all.size() + " points, none of them sealed");
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
