package dev.davit.postgres.restore;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
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
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Fills an empty database from a captured dump: pg_restore makes everything but the rows, in its
 * sections, and the rows are copied by us straight from wherever the dump is kept. So only {@code
 * toc.dat} and large objects are staged. (pg_restore would read pipes in the place of data files
 * only before its minor versions of 2026, which insist on regular files.) Stateless.
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
   * @param progress told the size of each part copied, from several threads
   * @param cancelled asked several times a second; when true the restore is killed
   * @throws DavitException TOOL_FAILED, DISK_FULL, CANCELLED, DATABASE_UNREACHABLE
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
    try (var secret = PasswordFile.write(staging.path(), password)) {
      var data = stage(files, directory, cancelled);
      var sections = new Sections(programs, options, target, directory, secret, cancelled);
      sections.restore("pre-data", null);
      CopyStatements statements = sections.copyStatements();
      requireAll(target, data, statements);
      new TableLoad(target, password, files, statements, progress, cancelled)
          .run(data, options.jobs());
      sections.restore("data", sections.otherThanTables());
      sections.restore("post-data", null);
    } finally {
      StagingDirectory.wipe(directory);
    }
  }

  /**
   * Puts on disk what pg_restore reads, and an empty file for each table, which it looks at to
   * write its script; the names of those.
   */
  private static List<String> stage(DumpFiles files, Path directory, BooleanSupplier cancelled)
      throws IOException {
    var data = new ArrayList<String>();
    var staged = new ArrayList<String>();
    for (String name : files.names()) {
      if (name.contains("/") || name.equals("..") || name.equals(".")) {
        throw new DavitException(ErrorCode.PATH_UNSAFE, "dump file \"" + name + "\"", null);
      }
      (name.matches("\\d+\\.dat") ? data : staged).add(name);
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
    for (String name : data) {
      Files.createFile(directory.resolve(name));
    }
    return data;
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

  /** Each table's entry has its file, and each file its table. */
  private static void requireAll(DatabaseUrl target, List<String> data, CopyStatements statements) {
    var files = new TreeSet<>(data);
    if (!files.equals(statements.byFile().keySet())) {
      throw new DavitException(
          ErrorCode.VALIDATION_FAILED,
          target.quoted(),
          "the dump has "
              + files.size()
              + " data files, and its table of contents "
              + statements.byFile().size());
    }
  }
}
