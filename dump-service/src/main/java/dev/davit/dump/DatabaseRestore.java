package dev.davit.dump;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.DatabaseRestored;
import dev.davit.contracts.event.Moves;
import dev.davit.contracts.point.DatabaseManifest;
import dev.davit.dump.model.Made;
import dev.davit.dump.model.PlacedDatabase;
import dev.davit.postgres.restore.RolesRestore;
import dev.davit.postgres.restore.TargetDatabase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The step DATABASE: databases stand at their target, or beside what it holds, and equal what was
 * captured. A repetition drops what an earlier try of the run made, and nothing else. Thread-safe.
 */
final class DatabaseRestore {
  private final RecoveryTools tools;
  private final HomeCluster clusters;

  DatabaseRestore(RecoveryTools tools) {
    this.tools = tools;
    this.clusters = new HomeCluster(tools.made(), tools.settings().programs());
  }

  DatabaseRestored run(Recovery recovery) throws IOException, InterruptedException {
    var settings = recovery.context().settings();
    try (var repository = tools.repositories().open(settings.repository())) {
      var point = StoredPoint.open(repository, recovery.context());
      recovery.lease().requireHeld();
      clusters.require(recovery, major(point));
      try (var server =
          RecoveryServer.open(recovery.place(), tools.secrets(), tools.settings().programs())) {
        var databases = place(recovery, point.databases(), server);
        fillWatched(recovery, point, databases, server);
        boolean beside = databases.stream().anyMatch(PlacedDatabase::isBeside);
        new ConfigurationFiles(point, recovery).restore(!beside && recovery.context().replace());
        return fact(recovery, databases);
      }
    }
  }

  private static int major(StoredPoint point) {
    return point.databases().stream().mapToInt(DatabaseManifest::serverVersion).max().orElse(0)
        / 10_000;
  }

  /** Refuses before anything is made, so that a refusal leaves nothing behind. */
  private List<PlacedDatabase> place(
      Recovery recovery, List<DatabaseManifest> captured, RecoveryServer server) {
    var all = captured.stream().map(DatabaseManifest::name).toList();
    List<PlacedDatabase> placed = new ArrayList<>();
    for (DatabaseManifest database : captured) {
      String name = recovery.place().nameOf(database.name(), all, server.namedDatabase());
      requireExtensions(server, name, database);
      String filled = goesBeside(recovery, server, name) ? recovery.names(name).beside() : name;
      placed.add(new PlacedDatabase(database, name, filled));
    }
    return placed;
  }

  private void requireExtensions(RecoveryServer server, String name, DatabaseManifest database) {
    var missing =
        TargetDatabase.missingExtensions(
            server.besides(""), server.password(), database.extensions());
    if (!missing.isEmpty()) {
      throw new DavitException(
          ErrorCode.EXTENSION_MISSING,
          "database \"" + name + "\"",
          "it needs " + String.join(", ", missing));
    }
  }

  private boolean goesBeside(Recovery recovery, RecoveryServer server, String name) {
    if (isOurs(recovery, name)) {
      return false;
    }
    int tables = TargetDatabase.tables(server.url(name), server.password());
    if (tables == 0 && !tools.made().has(recovery.run(), Made.BESIDE, name)) {
      return false;
    }
    if (!recovery.context().replace()) {
      throw new DavitException(
          ErrorCode.TARGET_NOT_EMPTY, "database \"" + name + "\"", tables + " tables present");
    }
    return true;
  }

  /** Whether an earlier try of this run began to fill it. */
  private boolean isOurs(Recovery recovery, String name) {
    return tools.made().has(recovery.run(), Made.DATABASE, name)
        || tools.made().has(recovery.run(), Made.CONTENTS, name);
  }

  private void fillWatched(
      Recovery recovery, StoredPoint point, List<PlacedDatabase> databases, RecoveryServer server)
      throws IOException, InterruptedException {
    try (var witness = ServerWitness.of(server.besides(""), server.password())) {
      try {
        fill(recovery, point, databases, server);
      } catch (RuntimeException | IOException e) {
        if (!recovery.lease().cancelled()) {
          witness.requireUnbroken(e);
        }
        throw e;
      }
    }
  }

  private void fill(
      Recovery recovery, StoredPoint point, List<PlacedDatabase> databases, RecoveryServer server)
      throws IOException, InterruptedException {
    boolean owners = server.isSuperuser();
    if (owners) {
      var ignored = RolesRestore.missing(server.besides(""), server.password(), point.roles());
    }
    var moves = Moves.of(point.manifest(), recovery.context());
    var filling = new DatabaseFilling(tools, recovery, server, owners);
    for (PlacedDatabase database : databases) {
      recovery.lease().requireHeld();
      filling.run(database, point.files(database.captured().name()), moves);
    }
  }

  private static DatabaseRestored fact(Recovery recovery, List<PlacedDatabase> databases) {
    long tables = databases.stream().mapToLong(d -> d.captured().fingerprints().size()).sum();
    long rows = databases.stream().mapToLong(d -> d.captured().rows()).sum();
    return new DatabaseRestored(
        recovery.system(),
        recovery.run(),
        recovery.order().ordinal(),
        databases.size(),
        tables,
        rows);
  }
}
