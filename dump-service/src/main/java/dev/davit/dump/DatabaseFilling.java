package dev.davit.dump;

import dev.davit.contracts.event.Amount;
import dev.davit.contracts.event.DumpProgressed;
import dev.davit.dump.model.Made;
import dev.davit.dump.model.PlacedDatabase;
import dev.davit.postgres.DatabaseUrl;
import dev.davit.postgres.PostgresPrograms;
import dev.davit.postgres.restore.DumpFiles;
import dev.davit.postgres.restore.PgRestore;
import dev.davit.postgres.restore.RestoreOptions;
import dev.davit.postgres.restore.TargetDatabase;
import java.io.IOException;
import java.util.Map;

/** Makes a database of the target, fills it and validates it. Used by one thread. */
final class DatabaseFilling {
  private final RecoveryTools tools;
  private final Recovery recovery;
  private final RecoveryServer server;
  private final boolean owners;

  /**
   * @param owners whether objects may be given their captured owners
   */
  DatabaseFilling(RecoveryTools tools, Recovery recovery, RecoveryServer server, boolean owners) {
    this.tools = tools;
    this.recovery = recovery;
    this.server = server;
    this.owners = owners;
  }

  void run(PlacedDatabase database, DumpFiles files, Map<String, String> moves)
      throws IOException, InterruptedException {
    DatabaseUrl url = server.url(database.filled());
    makeEmpty(database, url);
    restore(database, url, files);
    var profile = Profiles.of(recovery.context().settings());
    progress("validating database \"" + database.name() + "\"", 0, null);
    new DatabaseValidation(profile, tools.settings().jobs(), recovery.lease()::cancelled)
        .run(url, server.password(), database.captured(), moves);
  }

  /** The journal is written before the database is touched: see {@link Made}. */
  private void makeEmpty(PlacedDatabase database, DatabaseUrl url) {
    var made = tools.made();
    if (database.isBeside()) {
      made.note(recovery.run(), Made.BESIDE, database.name());
      TargetDatabase.drop(url, server.password());
      TargetDatabase.create(url, server.password(), database.captured());
    } else if (made.has(recovery.run(), Made.DATABASE, database.name())) {
      TargetDatabase.drop(url, server.password());
      TargetDatabase.create(url, server.password(), database.captured());
    } else if (TargetDatabase.exists(url, server.password())) {
      made.note(recovery.run(), Made.CONTENTS, database.name());
      DatabaseContents.remove(url, server.password());
    } else {
      made.note(recovery.run(), Made.DATABASE, database.name());
      TargetDatabase.create(url, server.password(), database.captured());
    }
  }

  private void restore(PlacedDatabase database, DatabaseUrl url, DumpFiles files)
      throws IOException, InterruptedException {
    int version = TargetDatabase.serverVersion(server.besides(""), server.password());
    int major = Math.max(version, database.captured().serverVersion()) / 10_000;
    var programs = PostgresPrograms.find(major, tools.settings().programs());
    var options = RestoreOptions.DEFAULT.withJobs(tools.settings().jobs()).withOwners(owners);
    String step = "restoring database \"" + database.name() + "\"";
    long total = database.captured().bytes();
    try (var staging = tools.room().directory()) {
      new PgRestore(programs, options)
          .run(
              url,
              server.password(),
              files,
              staging,
              bytes -> progress(step, bytes, total),
              recovery.lease()::cancelled);
    }
  }

  private void progress(String step, long bytes, Long total) {
    recovery
        .lease()
        .progress(
            new DumpProgressed(
                recovery.system(), recovery.run(), step, new Amount(bytes, total, 0, null)));
  }
}
