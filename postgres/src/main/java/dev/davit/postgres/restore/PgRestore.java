package dev.davit.postgres.restore;

import dev.davit.postgres.DatabaseUrl;
import dev.davit.postgres.PostgresPrograms;
import dev.davit.postgres.dump.StagingDirectory;
import java.io.IOException;
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
   * @param progress told of bytes fed so far, from several threads
   * @param cancelled asked several times a second; when true the restore is killed
   * @throws dev.davit.contracts.error.DavitException TOOL_FAILED, CANCELLED
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
    throw new UnsupportedOperationException(programs + " " + options);
  }
}
