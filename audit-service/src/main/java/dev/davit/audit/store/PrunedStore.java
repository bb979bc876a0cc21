package dev.davit.audit.store;

import dev.davit.kit.jdbc.JdbcRunner;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** SQL on table {@code pruned}: when each repository, by its own id, was last pruned. */
public final class PrunedStore {
  private PrunedStore() {}

  public static Optional<Instant> last(Connection tx, String repository) throws SQLException {
    return JdbcRunner.on(tx)
        .first(
            "select at from pruned where repository = ?",
            row -> JdbcRunner.instant(row, "at"),
            repository);
  }

  public static void put(Connection tx, String repository, Instant at) throws SQLException {
    JdbcRunner.on(tx)
        .update(
            """
            insert into pruned (repository, at) values (?, ?)
            on conflict (repository) do update set at = excluded.at
            """,
            repository,
            at);
  }
}
