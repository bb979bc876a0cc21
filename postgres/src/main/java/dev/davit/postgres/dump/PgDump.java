package dev.davit.postgres.dump;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.postgres.ChildCommand;
import dev.davit.postgres.ChildProcess;
import dev.davit.postgres.DiskSpace;
import dev.davit.postgres.PasswordFile;
import dev.davit.postgres.Posix;
import dev.davit.postgres.PostgresPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Runs {@code pg_dump} in directory format at a pinned moment and hands on its files while they
 * grow, so that no more than a bounded part of the database lies on disk. Stateless.
 */
public final class PgDump {
  /** With less than this left, a write that did not succeed is put down to it. */
  private static final long LEAST_SPACE = 64 << 10;

  private static final Duration END_LIMIT = Duration.ofSeconds(10);

  private final PostgresPrograms programs;
  private final DumpOptions options;

  public PgDump(PostgresPrograms programs, DumpOptions options) {
    this.programs = programs;
    this.options = options;
  }

  /**
   * Dumps one database. Returns when every file has been read to its end by the sink. Best called
   * right after the pin: from its start on, pg_dump's locks keep tables from being dropped.
   *
   * @param password null if none is needed
   * @param progress told the size of each part read, from several threads
   * @param cancelled asked several times a second; when true the dump is killed
   * @throws DavitException TOOL_FAILED, DISK_FULL, PIN_LOST, CANCELLED
   * @throws IOException what the sink threw
   */
  public DumpResult run(
      PinnedDatabase database,
      char[] password,
      StagingDirectory staging,
      DumpSink sink,
      LongConsumer progress,
      BooleanSupplier cancelled)
      throws IOException, InterruptedException {
    Path directory = staging.fresh("dump");
    boolean punches = punches(staging);
    if (!punches) {
      requireSpace(database, staging);
    }
    try (var secret = PasswordFile.write(staging.path(), password);
        var process = ChildProcess.start(command(database, directory, secret))) {
      var tail = new DumpTail(directory, process, sink, progress, options, punches);
      follow(database, password, process, directory, tail, cancelled);
      var prints = DumpedTables.fingerprints(programs, directory, database, tail.sums());
      return new DumpResult(tail.files(), tail.bytes(), prints);
    } finally {
      StagingDirectory.wipe(directory);
    }
  }

  /** pg_dump's own words come first: when it fails, its files break off and so do their readers. */
  private static void follow(
      PinnedDatabase database,
      char[] password,
      ChildProcess process,
      Path directory,
      DumpTail tail,
      BooleanSupplier cancelled)
      throws IOException, InterruptedException {
    IOException broken = null;
    try {
      tail.follow(cancelled, () -> requireUnchanged(database, password));
    } catch (IOException e) {
      // One of pg_dump's workers ended in mid-file, so that pg_dump itself is about to.
      boolean failing = e instanceof DumpTail.CutOff && process.waitFor(END_LIMIT);
      if (process.isAlive() && !failing) {
        throw e;
      }
      broken = e;
    }
    requireSuccess(database, process, directory);
    if (broken != null) {
      throw broken;
    }
  }

  /** pg_dump does not say why in a way to decide by: whether room is left is asked for. */
  private static void requireSuccess(PinnedDatabase database, ChildProcess process, Path directory)
      throws IOException, InterruptedException {
    try {
      process.requireSuccess(database.url().quoted());
    } catch (DavitException e) {
      if (DiskSpace.free(directory) < LEAST_SPACE) {
        throw new DavitException(
            ErrorCode.DISK_FULL,
            "staging directory \"" + directory.getParent() + "\"",
            e.problem().reason(),
            e);
      }
      throw e;
    }
  }

  private ChildCommand command(PinnedDatabase database, Path directory, PasswordFile secret) {
    var line =
        new ArrayList<>(
            List.of(
                programs.program("pg_dump"),
                "--format=directory",
                "--jobs=" + options.jobs(),
                "--compress=0",
                "--no-sync",
                "--no-password",
                "--snapshot=" + database.snapshot(),
                "--lock-wait-timeout=" + options.lockWait().toMillis(),
                "--file=" + directory));
    if (!database.encoding().equals("SQL_ASCII")) {
      line.add("--encoding=UTF8");
    }
    var environment = SessionSettings.environment(database.url());
    environment.putAll(secret.environment());
    return ChildCommand.of(line, environment);
  }

  /**
   * Truncating or rewriting a table empties it for every older snapshot, without an error. Once
   * pg_dump holds its locks this cannot happen any more; whether it happened before is seen by the
   * table's file.
   */
  private static void requireUnchanged(PinnedDatabase database, char[] password) {
    try (var now = database.url().connect(password)) {
      var today = DumpedTables.fileNodes(now);
      for (Map.Entry<Long, Long> then : database.fileNodes().entrySet()) {
        Long node = today.get(then.getKey());
        if (node != null && !node.equals(then.getValue())) {
          throw new DavitException(
              ErrorCode.PIN_LOST,
              database.url().quoted(),
              "a table was truncated or rewritten after the snapshot was taken");
        }
      }
    } catch (SQLException e) {
      throw PinnedSnapshot.failed(database.url(), "asking for changed tables", e);
    }
  }

  private static boolean punches(StagingDirectory staging) throws IOException {
    Path probe = staging.path().resolve("probe");
    Files.write(probe, new byte[1 << 16]);
    try {
      return Posix.punchHole(probe, 0, 1 << 15);
    } finally {
      Files.delete(probe);
    }
  }

  private static void requireSpace(PinnedDatabase database, StagingDirectory staging)
      throws IOException {
    long free = DiskSpace.free(staging.path());
    if (free < database.estimatedBytes()) {
      throw new DavitException(
          ErrorCode.DISK_FULL,
          "staging directory \"" + staging.path() + "\"",
          "its file system cannot free parts of a file, so that the whole dump of "
              + database.url().quoted()
              + ", about "
              + (database.estimatedBytes() >> 20)
              + " MiB, needs room there; free are "
              + (free >> 20)
              + " MiB");
    }
  }
}
