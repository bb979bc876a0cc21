package dev.davit.postgres.dump;

import dev.davit.postgres.DatabaseUrl;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Map;

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
 * @param fileNodes file of each table, by which a truncated one is told
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
    Map<Long, Long> fileNodes,
    Connection session) {
  public PinnedDatabase {
    fileNodes = Map.copyOf(fileNodes);
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
