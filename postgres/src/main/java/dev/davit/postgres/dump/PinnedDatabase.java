package dev.davit.postgres.dump;

import dev.davit.postgres.DatabaseUrl;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;

/**
 * One database at its pinned moment. Valid while its {@link PinnedSnapshot} is open.
 *
 * @param snapshot the exported snapshot's id, as {@code pg_dump --snapshot} takes it
 * @param serverVersion as {@code SHOW server_version_num}
 * @param at the transaction's time by the server's clock
 * @param extensions {@code name version}
 * @param profileVersion the application's metadata version; null if this is not its database
 * @param inconsistent application tables that still had unfinished operations
 * @param estimatedBytes size on the server's disk, a guess at the dump's
 * @param session read-only, in the pinned transaction; one thread at a time
 */
public record PinnedDatabase(
    DatabaseUrl url,
    String snapshot,
    int serverVersion,
    String walPosition,
    Instant at,
    String encoding,
    String collate,
    String ctype,
    String owner,
    List<String> extensions,
    String profileVersion,
    List<String> inconsistent,
    long estimatedBytes,
    Connection session) {
  public PinnedDatabase {
    extensions = List.copyOf(extensions);
    inconsistent = List.copyOf(inconsistent);
  }

  public String name() {
    return url.database();
  }

  /** 16 for 16.10. */
  public int serverMajor() {
    return serverVersion / 10000;
  }
}
