package dev.davit.audit.store;

import dev.davit.kit.jdbc.JdbcRunner;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** SQL on table {@code checkpoint}. */
public final class CheckpointStore {
  private CheckpointStore() {}

  /**
   * A signed checkpoint.
   *
   * @param sequence of the log's newest entry then
   * @param envelope DSSE, as one line of JSON
   */
  public record Stored(long sequence, Instant at, String envelope) {}

  public static void add(Connection tx, Stored checkpoint) throws SQLException {
    JdbcRunner.on(tx)
        .update(
            "insert into checkpoint (seq, at, envelope) values (?, ?, ?)",
            checkpoint.sequence(),
            checkpoint.at(),
            checkpoint.envelope());
  }

  public static Optional<Stored> latest(Connection tx) throws SQLException {
    return JdbcRunner.on(tx)
        .first("select * from checkpoint order by seq desc limit 1", CheckpointStore::stored);
  }

  /** The first that covers this entry. */
  public static Optional<Stored> firstFrom(Connection tx, long sequence) throws SQLException {
    return JdbcRunner.on(tx)
        .first(
            "select * from checkpoint where seq >= ? order by seq limit 1",
            CheckpointStore::stored,
            sequence);
  }

  private static Stored stored(ResultSet row) throws SQLException {
    return new Stored(row.getLong("seq"), JdbcRunner.instant(row, "at"), row.getString("envelope"));
  }
}
