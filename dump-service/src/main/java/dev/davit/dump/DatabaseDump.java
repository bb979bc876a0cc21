package dev.davit.dump;

import dev.davit.contracts.codec.Json;
import dev.davit.contracts.point.DatabaseManifest;
import dev.davit.contracts.point.DatabaseSummary;
import dev.davit.contracts.point.TableVersion;
import dev.davit.postgres.PostgresPrograms;
import dev.davit.postgres.dump.DumpOptions;
import dev.davit.postgres.dump.DumpResult;
import dev.davit.postgres.dump.PgDump;
import dev.davit.postgres.dump.PinnedDatabase;
import dev.davit.postgres.dump.StagingDirectory;
import dev.davit.postgres.profile.Profile;
import dev.davit.repository.archive.Archiver;
import dev.davit.repository.archive.FileContent;
import dev.davit.repository.archive.TreeAssembler;
import dev.davit.repository.chunk.ChunkSize;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** Dumps pinned databases into a part, one after another. Used by one thread. */
final class DatabaseDump {
  private static final int OWNER_ONLY = 0600;

  private final Archiver archiver;
  private final Profile profile;
  private final ToolSettings tools;
  private final TreeAssembler tree;
  private long stored;

  /**
   * @param tree where the files go
   */
  DatabaseDump(Archiver archiver, Profile profile, ToolSettings tools, TreeAssembler tree) {
    this.archiver = archiver;
    this.profile = profile;
    this.tools = tools;
    this.tree = tree;
  }

  /**
   * Stores {@code database/<name>/…} and {@code database/<name>.json}; not yet durable.
   *
   * @param read told of bytes read so far, from several threads
   */
  DatabaseSummary store(
      PinnedDatabase database,
      char[] password,
      StagingDirectory staging,
      LongConsumer read,
      BooleanSupplier cancelled)
      throws IOException, InterruptedException, SQLException {
    var programs = PostgresPrograms.find(database.serverMajor(), tools.programs());
    var options = DumpOptions.DEFAULT.withJobs(tools.jobs());
    Map<String, FileContent> files = new ConcurrentSkipListMap<>();
    ChunkSize size = ChunkSize.dump(database.estimatedBytes());
    DumpResult result =
        new PgDump(programs, options)
            .run(
                database,
                password,
                staging,
                (name, content) -> files.put(name, archiver.content(content, size)),
                read,
                cancelled);
    List<TableVersion> lineage = profile.lineage(database.session(), database.name());
    add(database, files, manifest(database, result, lineage));
    return new DatabaseSummary(
        database.name(),
        database.serverVersion(),
        result.fingerprints().size(),
        result.fingerprints().stream().mapToLong(f -> f.rows()).sum(),
        result.bytes(),
        lineage.size());
  }

  /** Bytes that were new to the repository, of all files so far. */
  long stored() {
    return stored;
  }

  private void add(
      PinnedDatabase database, Map<String, FileContent> files, DatabaseManifest manifest) {
    String path = StoredPoint.DATABASES + "/" + database.name();
    files.forEach((name, content) -> {
      tree.file(path + "/" + name, content, OWNER_ONLY, database.at());
      stored += content.stored();
    });
    tree.bytes(path + ".json", Json.bytes(manifest));
  }

  private static DatabaseManifest manifest(
      PinnedDatabase database, DumpResult result, List<TableVersion> lineage) {
    return new DatabaseManifest(
        database.name(),
        database.serverVersion(),
        database.encoding(),
        database.collate(),
        database.ctype(),
        database.owner(),
        database.extensions(),
        result.bytes(),
        database.at(),
        database.walPosition(),
        database.profileVersion(),
        database.inconsistent(),
        result.fingerprints(),
        lineage);
  }
}
