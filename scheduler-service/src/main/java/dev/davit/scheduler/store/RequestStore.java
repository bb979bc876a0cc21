package dev.davit.scheduler.store;

import dev.davit.contracts.RunId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.kit.jdbc.JdbcRunner;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
   * Those of the requests that repeat an earlier one, by their places in the list; of several
   * earlier ones the first counts, as above.
   */
  public static Map<Integer, Earlier> earlier(Connection tx, List<Envelope> requests)
      throws SQLException {
    Map<Integer, Earlier> found = new HashMap<>();
    JdbcRunner.on(tx)
        .query(
            """
            select asked.place, earlier.run
            from unnest(?::text[], ?::text[], ?::text[], ?::text[]) with ordinality
                as asked (source, id, system, key, place)
              cross join lateral (
                select run, at from request where source = asked.source and id = asked.id
                union all
                select run, at from request
                where source = asked.source and system = asked.system and idempotency_key = asked.key
                order by at limit 1) earlier\
            """,
            row -> {
              var run = Optional.ofNullable(row.getObject("run", UUID.class)).map(RunId::new);
              return found.put(row.getInt("place") - 1, new Earlier(run));
            },
            Texts.of(requests, Envelope::source),
            Texts.of(requests, Envelope::id),
            Texts.of(requests, request -> request.event().system()),
            Texts.of(requests, Envelope::idempotencyKey));
    return found;
  }

  /**
   * A request that was answered.
   *
   * @param run what it started; null if it was rejected, and then its key stays free
   */
  public record Answered(Envelope request, RunId run) {
    private String key() {
      return run == null ? null : request.idempotencyKey();
    }
  }

  public static void add(Connection tx, List<Answered> answered) throws SQLException {
    JdbcRunner.on(tx)
        .update(
            """
            insert into request (source, id, system, idempotency_key, run)
            select source, id, system, key, run::uuid
            from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
              as request (source, id, system, key, run)\
            """,
            Texts.of(answered, each -> each.request().source()),
            Texts.of(answered, each -> each.request().id()),
            Texts.of(answered, each -> each.request().event().system()),
            Texts.of(answered, Answered::key),
            Texts.of(answered, Answered::run));
  }

  /**
   * @param run what it started; null if it was rejected, and then its key stays free
   */
  public static void add(Connection tx, Envelope request, RunId run) throws SQLException {
    add(tx, List.of(new Answered(request, run)));
  }

  /** Forgets requests that were answered earlier. */
  public static int clean(Connection tx, Instant before) throws SQLException {
    return JdbcRunner.on(tx).update("delete from request where at < ?", before);
  }
}
