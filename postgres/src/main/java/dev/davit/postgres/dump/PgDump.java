package dev.davit.postgres.dump;

import dev.davit.postgres.PostgresPrograms;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Runs {@code pg_dump} in directory format at a pinned moment and hands on its files while they
 * grow, so that no more than a bounded part of the database lies on disk. Stateless.
 */
public final class PgDump {
  private final PostgresPrograms programs;
  private final DumpOptions options;

  public PgDump(PostgresPrograms programs, DumpOptions options) {
    this.programs = programs;
    this.options = options;
  }

  /**
   * Dumps one database. Returns when every file has been read to its end by the sink.
   *
   * @param password null if none is needed
   * @param progress told of bytes read so far, from several threads
   * @param cancelled asked several times a second; when true the dump is killed
   * @throws dev.davit.contracts.error.DavitException TOOL_FAILED, DISK_FULL, CANCELLED
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
    throw new UnsupportedOperationException(programs + " " + options);
  }
}
