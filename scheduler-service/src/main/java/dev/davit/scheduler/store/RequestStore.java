package dev.davit.scheduler.store;

import dev.davit.contracts.RunId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.kit.jdbc.JdbcRunner;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Requests that were answered. */
public final class RequestStore {
  private RequestStore() {}

  /** An earlier request that this one repeats. */
  public record Earlier(Optional<RunId> run) {}

  /**
   * The request of the same source with the same id, or with the same idempotency key for the same
   * system; empty if it is new.
   */
  public static Optional<Earlier> earlier(Connection tx, Envelope request) throws SQLException {
    return JdbcRunner.on(tx)
        .first(
            """
            select run from request where source = ? and (id = ? or (system = ? and idempotency_key = ?))
            order by at limit 1\
            """,
            row ->
                new Earlier(Optional.ofNullable(row.getObject("run", UUID.class)).map(RunId::new)),
            request.source(),
            request.id(),
            request.event().system().value(),
            request.idempotencyKey());
  }

  /**
   * @param run what it started; null if it was rejected, and then its key stays free
   */
  public static void add(Connection tx, Envelope request, RunId run) throws SQLException {
    JdbcRunner.on(tx)
        .update(
            "insert into request (source, id, system, idempotency_key, run) values (?, ?, ?, ?, ?)",
            request.source(),
            request.id(),
            request.event().system().value(),
            run == null ? null : request.idempotencyKey(),
            run == null ? null : run.value());
  }

  /** Forgets requests that were answered earlier. */
  public static int clean(Connection tx, Instant before) throws SQLException {
    return JdbcRunner.on(tx).update("delete from request where at < ?", before);
  }
}
