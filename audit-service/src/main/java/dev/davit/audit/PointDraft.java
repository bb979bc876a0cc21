package dev.davit.audit;

import dev.davit.audit.model.LineageDiff;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.point.ClosureSummary;
import dev.davit.contracts.point.DatabaseSummary;
import dev.davit.contracts.point.PointManifest;
import dev.davit.contracts.point.PointState;
import dev.davit.contracts.point.TableVersion;
import dev.davit.contracts.settings.MediaRoot;
import dev.davit.repository.Repository;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes down what a point is, before it is signed. Used by one thread. */
final class PointDraft {
  private final Repository repository;
  private final SealParts parts;

  PointDraft(Repository repository, SealParts parts) {
    this.repository = repository;
    this.parts = parts;
  }

  PointManifest manifest(long epoch, ClosureSummary closure, Instant sealedAt) {
    var order = parts.order();
    var settings = order.settings();
    return new PointManifest(
        PointManifest.FORMAT,
        order.system().value(),
        SealParts.point(order.run()).toString(),
        order.run().toString(),
        epoch,
        closure.complete() ? PointState.SEALED : PointState.OPEN,
        settings.profile(),
        settings.database().home(),
        parts.pinned().at(),
        sealedAt,
        parts.parts(),
        parts.dump().databases(),
        settings.media().stream().collect(Collectors.toMap(MediaRoot::name, MediaRoot::path)),
        configuration(),
        closure,
        changes());
  }

  /** Those that were there to be captured, under the names that dump-service gave them. */
  private Map<String, String> configuration() {
    Map<String, String> captured = new TreeMap<>();
    List<String> files = parts.order().settings().configuration();
    for (int i = 0; i < files.size(); i++) {
      String name = (i + 1) + "-" + Path.of(files.get(i)).getFileName();
      if (repository.node(SealParts.tree(parts.dump().part()), "config/" + name) != null) {
        captured.put(name, files.get(i));
      }
    }
    return captured;
  }

  private List<String> changes() {
    var parent = parts.order().parent();
    if (parent == null) {
      return List.of();
    }
    List<TableVersion> before;
    try {
      var point = StoredPoint.require(repository, repository.snapshot(parent.snapshot()));
      before = point.lineage(repository);
    } catch (DavitException e) {
      return unreadable(e);
    }
    var databases = parts.dump().databases().stream().map(DatabaseSummary::name).toList();
    var now = StoredPoint.lineage(repository, SealParts.tree(parts.dump().part()), databases);
    return LineageDiff.between(before, now);
  }

  /** A point before that is forgotten or damaged is no reason to go without a new one. */
  private static List<String> unreadable(DavitException why) {
    return switch (why.code()) {
      case UNKNOWN_SNAPSHOT, OBJECT_MISSING, REPOSITORY_DAMAGED ->
          List.of("not compared with the point before: " + why.code().meaning());
      default -> throw why;
    };
  }
}
