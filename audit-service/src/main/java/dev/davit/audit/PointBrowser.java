package dev.davit.audit;

import dev.davit.audit.store.EventLogStore;
import dev.davit.audit.store.PointEvidenceStore;
import dev.davit.contracts.PointId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.BackupStarted;
import dev.davit.contracts.point.PointManifest;
import dev.davit.contracts.point.TableVersion;
import dev.davit.contracts.settings.RepositorySettings;
import dev.davit.repository.Repository;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.snapshot.FileName;
import dev.davit.repository.snapshot.Node;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Shows what recovery points hold, to people who have no key of the repository. Changes nothing and
 * takes no lock; hands out names and sizes, never contents. Thread-safe.
 */
public final class PointBrowser {
  private final Workplace workplace;

  public PointBrowser(Workplace workplace) {
    this.workplace = workplace;
  }

  /**
   * An entry of a directory.
   *
   * @param type {@code file}, {@code dir}, {@code symlink}, …
   * @param mode permission bits
   * @param linkTarget of a symlink; null for others
   */
  public record Entry(
      String name, String type, long size, int mode, Instant mtime, String linkTarget) {
    static Entry of(Node node) {
      String target = node.linkTarget().isEmpty() ? null : node.linkTarget();
      return new Entry(
          node.name(), node.type().word(), node.size(), node.mode(), node.mtime(), target);
    }
  }

  /** What the point is and proves. */
  public PointManifest manifest(PointId point) {
    return look(point, (repository, found) -> found.manifest());
  }

  /** The application's tables and their versions as of the point. */
  public List<TableVersion> lineage(PointId point) {
    return look(point, (repository, found) -> found.lineage(repository));
  }

  /**
   * A directory of the point, by name.
   *
   * @param path empty: the root
   * @param after a name: what comes after it; empty: from the beginning
   * @throws DavitException {@code PATH_MISSING} if it is no directory of the point
   */
  public List<Entry> list(PointId point, String path, String after, int limit) {
    return look(
        point,
        (repository, found) ->
            repository.tree(directory(repository, found, path)).nodes().stream()
                .dropWhile(node -> !after.isEmpty() && compare(node.name(), after) <= 0)
                .limit(limit)
                .map(Entry::of)
                .toList());
  }

  private static int compare(String left, String right) {
    return FileName.compare(left, right);
  }

  private static BlobId directory(Repository repository, StoredPoint point, String path) {
    BlobId root = point.snapshot().tree();
    if (path.isEmpty() || path.equals("/")) {
      return root;
    }
    Node node = repository.node(root, path);
    if (node == null || !node.isDirectory()) {
      throw new DavitException(
          ErrorCode.PATH_MISSING, "directory \"" + path + "\"", "the point does not hold it");
    }
    return node.subtree();
  }

  private <T> T look(PointId point, BiFunction<Repository, StoredPoint, T> question) {
    var kept =
        workplace
            .transactions()
            .get(tx -> PointEvidenceStore.ofPoint(tx, point))
            .orElseThrow(() -> unknown(point));
    try (var repository = workplace.repositories().open(settings(kept.system()))) {
      var snapshot = repository.snapshot(kept.snapshot());
      return question.apply(repository, StoredPoint.require(repository, snapshot));
    }
  }

  /** As the scheduler last told them: a password may have moved since the point was made. */
  private RepositorySettings settings(SystemId system) {
    Optional<BackupStarted> newest =
        workplace
            .transactions()
            .get(tx -> EventLogStore.newest(tx, system, BackupStarted.class))
            .map(heard -> (BackupStarted) heard.event());
    return newest
        .orElseThrow(() ->
            new DavitException(
                ErrorCode.UNKNOWN_SYSTEM, "system \"" + system + "\"", "no order named it"))
        .settings()
        .repository();
  }

  private static DavitException unknown(PointId point) {
    return new DavitException(ErrorCode.UNKNOWN_POINT, "point \"" + point + "\"", null);
  }
}
