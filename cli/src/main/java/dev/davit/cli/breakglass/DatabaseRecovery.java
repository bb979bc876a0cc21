package dev.davit.cli.breakglass;

import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.point.DatabaseManifest;
import dev.davit.contracts.point.DatabaseSummary;
import dev.davit.postgres.DatabaseUrl;
import dev.davit.postgres.PostgresPrograms;
import dev.davit.postgres.SqlErrors;
import dev.davit.postgres.dump.StagingDirectory;
import dev.davit.postgres.profile.GenericProfile;
import dev.davit.postgres.profile.PixeltableProfile;
import dev.davit.postgres.profile.Profile;
import dev.davit.postgres.restore.DatabaseSwap;
import dev.davit.postgres.restore.PgRestore;
import dev.davit.postgres.restore.RestoreOptions;
import dev.davit.postgres.restore.RolesRestore;
import dev.davit.postgres.restore.SwapNames;
import dev.davit.postgres.restore.TableCheck;
import dev.davit.postgres.restore.TargetDatabase;
import dev.davit.repository.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Restores the databases of a point: new ones under their name, ones that replace others beside
 * them, validated, then swapped.
 */
final class DatabaseRecovery {
  private static final String MARK = "recovery";
  private static final int JOBS = 2;

  private final Repository repository;
  private final FoundPoint point;
  private final RecoveryPlace place;
  private final Consumer<String> said;
  private final Profile profile;

  DatabaseRecovery(
      Repository repository, FoundPoint point, RecoveryPlace place, Consumer<String> said) {
    this.repository = repository;
    this.point = point;
    this.place = place;
    this.said = said;
    this.profile = profile();
  }

  private Profile profile() {
    var roots = point.manifest().mediaRoots();
    return "pixeltable".equals(point.manifest().profile())
        ? new PixeltableProfile(roots.values().stream().map(Path::of).toList())
        : new GenericProfile(Map.of(), List.of());
  }

  /** Major version of the server that was captured. */
  int major() {
    return captured().stream().mapToInt(DatabaseManifest::serverVersion).max().orElse(0) / 10_000;
  }

  /** What was captured of each database. */
  List<DatabaseManifest> captured() {
    return point.manifest().databases().stream()
        .map(DatabaseSummary::name)
        .map(name -> point.file(repository, "database/" + name + ".json"))
        .map(bytes -> Json.read(bytes, DatabaseManifest.class))
        .toList();
  }

  /**
   * Refuses what cannot go well, before anything is changed.
   *
   * @throws DavitException TARGET_NOT_EMPTY, EXTENSION_MISSING
   */
  void survey(RecoveryServer server, boolean replace) {
    for (var database : captured()) {
      String name = nameOf(database);
      var missing =
          TargetDatabase.missingExtensions(
              server.maintenance(), server.password(), database.extensions());
      if (!missing.isEmpty()) {
        throw new DavitException(
            ErrorCode.EXTENSION_MISSING, quoted(name), "it needs " + String.join(", ", missing));
      }
      int tables = tables(server, name);
      if (tables > 0 && !replace) {
        throw new DavitException(
            ErrorCode.TARGET_NOT_EMPTY, quoted(name), tables + " tables present");
      }
    }
  }

  /** Restores and validates all, then puts those in place that replace others. */
  void run(RecoveryServer server) throws IOException, InterruptedException {
    boolean owners = server.isSuperuser();
    if (owners) {
      var made =
          RolesRestore.missing(
              server.maintenance(), server.password(), point.file(repository, "roles.sql"));
      if (!made.isEmpty()) {
        said.accept("roles made, without passwords: " + String.join(", ", made));
      }
    }
    var swaps = new ArrayList<DatabaseSwap>();
    for (var database : captured()) {
      String name = nameOf(database);
      boolean beside = tables(server, name) > 0;
      var names = SwapNames.of(name, MARK);
      fill(server, database, beside ? names.beside() : name, owners);
      if (beside) {
        swaps.add(
            new DatabaseSwap(
                server.maintenance(), server.password(), name, names.beside(), names.old()));
      }
    }
    swaps.forEach(DatabaseSwap::swap);
    swaps.forEach(DatabaseSwap::open);
    swaps.forEach(DatabaseSwap::dropOld);
  }

  private void fill(RecoveryServer server, DatabaseManifest database, String name, boolean owners)
      throws IOException, InterruptedException {
    var url = server.url(name);
    said.accept("restoring database \"" + database.name() + "\"");
    TargetDatabase.drop(url, server.password());
    TargetDatabase.create(url, server.password(), database);
    restore(server, database, url, owners);
    said.accept("comparing every table of database \"" + database.name() + "\"");
    TableCheck.requireEqual(url, server.password(), database.fingerprints(), JOBS, () -> false);
    rewrite(server, database, url);
  }

  private void restore(
      RecoveryServer server, DatabaseManifest database, DatabaseUrl url, boolean owners)
      throws IOException, InterruptedException {
    int version = TargetDatabase.serverVersion(server.maintenance(), server.password());
    int major = Math.max(version, database.serverVersion()) / 10_000;
    var programs = PostgresPrograms.find(major, null);
    var options = RestoreOptions.DEFAULT.withJobs(JOBS).withOwners(owners);
    var tree = repository.tree(point.require(repository, "database/" + database.name()).subtree());
    var room = Files.createTempDirectory("davit-recovery-");
    try (var staging = StagingDirectory.open(room.resolve("staging"))) {
      new PgRestore(programs, options)
          .run(
              url,
              server.password(),
              new StoredDumpFiles(repository, tree),
              staging,
              bytes -> {},
              () -> false);
    } finally {
      StagingDirectory.wipe(room);
    }
  }

  /** Only after every table was compared: moving paths changes rows. */
  private void rewrite(RecoveryServer server, DatabaseManifest database, DatabaseUrl url) {
    try (var session = url.connect(server.password())) {
      session.setAutoCommit(false);
      if (!place.moves().isEmpty()) {
        long rows = profile.rewrite(session, place.moves());
        said.accept("paths rewritten in " + rows + " rows of database \"" + database.name() + "\"");
      }
      session.commit();
      var findings = profile.checks(session);
      if (!findings.isEmpty() && database.inconsistent().isEmpty()) {
        throw new DavitException(
            ErrorCode.VALIDATION_FAILED, url.quoted(), String.join("; ", findings));
      }
      session.commit();
    } catch (SQLException e) {
      throw SqlErrors.working(url, "validating it", e);
    }
  }

  private int tables(RecoveryServer server, String name) {
    return TargetDatabase.exists(server.url(name), server.password())
        ? TargetDatabase.tables(server.url(name), server.password())
        : 0;
  }

  private String nameOf(DatabaseManifest database) {
    return place.nameOf(database.name(), point.manifest().databases().size());
  }

  private static String quoted(String name) {
    return "database \"" + name + "\"";
  }
}
