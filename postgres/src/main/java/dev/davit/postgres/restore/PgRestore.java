package dev.davit.postgres.restore;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.postgres.ChildCommand;
import dev.davit.postgres.ChildProcess;
import dev.davit.postgres.DatabaseUrl;
import dev.davit.postgres.DiskSpace;
import dev.davit.postgres.PasswordFile;
import dev.davit.postgres.PostgresPrograms;
import dev.davit.postgres.dump.StagingDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Fills an empty database from a captured dump through named pipes: only {@code toc.dat} and large
 * objects are staged. Stateless.
 */
public final class PgRestore {
  private final PostgresPrograms programs;
  private final RestoreOptions options;

  public PgRestore(PostgresPrograms programs, RestoreOptions options) {
    this.programs = programs;
    this.options = options;
  }

  /**
   * Restores everything, stopping at the first error.
   *
   * @param target an empty database, see {@link TargetDatabase#create}
   * @param password null if none is needed
   * @param progress told the size of each part fed, from several threads
   * @param cancelled asked several times a second; when true the restore is killed
   * @throws DavitException TOOL_FAILED, DISK_FULL, CANCELLED
   * @throws IOException what reading the dump threw
   */
  public void run(
      DatabaseUrl target,
      char[] password,
      DumpFiles files,
      StagingDirectory staging,
      LongConsumer progress,
      BooleanSupplier cancelled)
      throws IOException, InterruptedException {
    Path directory = staging.fresh("restore");
    try {
      var piped = stage(files, directory, cancelled);
      var fifos = new RestoreFifos(directory, files, piped, options.jobs(), progress);
      try (var secret = PasswordFile.write(staging.path(), password);
          var process = ChildProcess.start(command(target, directory, secret))) {
        fifos.feed(process, cancelled);
        process.requireSuccess(target.quoted());
      }
      requireAllRead(target, fifos);
    } finally {
      StagingDirectory.wipe(directory);
    }
  }

  /** Puts on disk what pg_restore does not read just once; the names of all else. */
  private static List<String> stage(DumpFiles files, Path directory, BooleanSupplier cancelled)
      throws IOException {
    var piped = new ArrayList<String>();
    var staged = new ArrayList<String>();
    for (String name : files.names()) {
      if (name.contains("/") || name.equals("..") || name.equals(".")) {
        throw new DavitException(ErrorCode.PATH_UNSAFE, "dump file \"" + name + "\"", null);
      }
      (name.matches("\\d+\\.dat") ? piped : staged).add(name);
    }
    requireSpace(files, staged, directory);
    for (String name : staged) {
      if (cancelled.getAsBoolean()) {
        throw new DavitException(ErrorCode.CANCELLED, "the restore", null);
      }
      try (InputStream content = files.open(name)) {
        Files.copy(content, directory.resolve(name));
      }
    }
    return piped;
  }

  private static void requireSpace(DumpFiles files, List<String> staged, Path directory)
      throws IOException {
    long needed = staged.stream().mapToLong(files::size).sum();
    long free = DiskSpace.free(directory);
    if (needed > free) {
      throw new DavitException(
          ErrorCode.DISK_FULL,
          "staging directory \"" + directory + "\"",
          "the dump's large objects need " + needed + " bytes there, free are " + free);
    }
  }

  private ChildCommand command(DatabaseUrl target, Path directory, PasswordFile secret) {
    var line =
        new ArrayList<>(
            List.of(
                programs.program("pg_restore"),
                "--format=directory",
                "--jobs=" + options.jobs(),
                "--exit-on-error",
                "--no-password",
                "--dbname=" + connection(target)));
    if (!options.owners()) {
      line.add("--no-owner");
      line.add("--no-privileges");
    }
    line.add(directory.toString());
    var environment = new TreeMap<>(target.environment());
    environment.merge(
        "PGOPTIONS",
        "-c maintenance_work_mem=" + options.maintenanceMemoryMib() + "MB",
        (given, ours) -> given + " " + ours);
    environment.putAll(secret.environment());
    return ChildCommand.of(line, Map.copyOf(environment));
  }

  /** pg_restore wants a database named; all else about the server it reads from the environment. */
  private static String connection(DatabaseUrl target) {
    return "dbname='" + target.database().replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private static void requireAllRead(DatabaseUrl target, RestoreFifos fifos) {
    if (!fifos.unread().isEmpty()) {
      throw new DavitException(
          ErrorCode.VALIDATION_FAILED,
          target.quoted(),
          "pg_restore did not ask for " + fifos.unread().size() + " of the dump's data files");
    }
  }
}
