package dev.davit.scheduler.store;

import dev.davit.contracts.PointId;
import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.kit.jdbc.JdbcRunner;
import dev.davit.kit.outbox.Cause;
import dev.davit.scheduler.model.Origin;
import dev.davit.scheduler.model.Run;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Runs and their history. Written by the one door alone. */
public final class RunStore {
  private RunStore() {}

  /**
   * A run with what is known around its state.
   *
   * @param point the point that it made or recovers; null if there is none yet
   * @param endedAt null while it is live
   */
  public record Row(
      Run run,
      SystemId system,
      String state,
      PointId point,
      Origin origin,
      Instant requestedAt,
      Instant endedAt,
      Cause cause) {}

  /** One move of a run. */
  public record Move(Instant at, String state, String text, String event) {}

  /**
   * A run that begins.
   *
   * @param first what its history says first
   * @param point null unless it has one from the start
   */
  public record Beginning(
      Run run, SystemId system, Origin origin, PointId point, Cause cause, Move first) {}

  /** With the first move of each; two statements for all. */
  public static void insert(Connection tx, List<Beginning> runs) throws SQLException {
    JdbcRunner.on(tx)
        .update(
            """
            insert into run (id, system, kind, state, data, requester, reason, correlation,
              traceparent, point, requested)
            select id::uuid, system, kind, state, data::jsonb, requester, reason, correlation,
              traceparent, point::uuid, requested::timestamptz
            from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                ?::text[], ?::text[], ?::text[], ?::text[])
              as run (id, system, kind, state, data, requester, reason, correlation, traceparent,
                point, requested)\
            """,
            each(runs, run -> run.run().id()),
            each(runs, Beginning::system),
            each(runs, run -> run.run().kind()),
            each(runs, run -> RunStates.name(run.run())),
            each(runs, run -> RunStates.data(run.run())),
            each(runs, run -> run.origin().requester()),
            each(runs, run -> run.origin().reason()),
            each(runs, run -> run.cause().correlationId()),
            each(runs, run -> run.cause().traceparent()),
            each(runs, Beginning::point),
            each(runs, run -> run.first().at()));
    insertFirstMoves(tx, runs);
  }

  private static void insertFirstMoves(Connection tx, List<Beginning> runs) throws SQLException {
    JdbcRunner.on(tx)
        .update(
            """
            insert into run_history (run, seq, at, state, text, event)
            select run::uuid, 1, at::timestamptz, state, text, event
            from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
              as move (run, at, state, text, event)\
            """,
            each(runs, run -> run.run().id()),
            each(runs, run -> run.first().at()),
            each(runs, run -> run.first().state()),
            each(runs, run -> run.first().text()),
            each(runs, run -> run.first().event()));
  }

  private static List<String> each(List<Beginning> runs, Function<Beginning, Object> value) {
    return Texts.of(runs, value);
  }

  public static void update(Connection tx, Run run, PointId point, Instant now)
      throws SQLException {
    JdbcRunner.on(tx)
        .update(
            """
            update run set state = ?, data = ?::jsonb, ended = ?, point = coalesce(?, point), ended_at = ?
            where id = ?\
            """,
            RunStates.name(run),
            RunStates.data(run),
            run.ended(),
            point == null ? null : point.value(),
            run.ended() ? now : null,
            run.id().value());
  }

  public static void addMove(Connection tx, RunId run, Move move) throws SQLException {
    JdbcRunner.on(tx)
        .update(
            """
            insert into run_history (run, seq, at, state, text, event)
            select ?, coalesce(max(seq), 0) + 1, ?, ?, ?, ? from run_history where run = ?\
            """,
            run.value(),
            move.at(),
            move.state(),
            move.text(),
            move.event(),
            run.value());
  }

  /** The run, locked against other moves until the transaction ends. */
  public static Optional<Row> lock(Connection tx, RunId run) throws SQLException {
    return JdbcRunner.on(tx)
        .first("select * from run where id = ? for update", RunStore::row, run.value());
  }

  /** True if there is such a run, of that system. */
  public static boolean isKnown(Connection tx, RunId run, SystemId system) throws SQLException {
    return JdbcRunner.on(tx)
        .first(
            "select 1 from run where id = ? and system = ?",
            row -> true,
            run.value(),
            system.value())
        .orElse(false);
  }

  public static Optional<Row> find(Connection tx, RunId run) throws SQLException {
    return JdbcRunner.on(tx).first("select * from run where id = ?", RunStore::row, run.value());
  }

  /** Newest first. */
  public static List<Row> list(Connection tx, SystemId system, int limit) throws SQLException {
    return JdbcRunner.on(tx)
        .query(
            "select * from run where ?::text is null or system = ? order by requested desc limit ?",
            RunStore::row,
            system == null ? null : system.value(),
            system == null ? null : system.value(),
            limit);
  }

  /** The live runs of the system of any of the kinds, oldest first. */
  public static List<Row> live(Connection tx, SystemId system, List<String> kinds)
      throws SQLException {
    return JdbcRunner.on(tx)
        .query(
            "select * from run where system = ? and not ended and kind = any (?) order by requested",
            RunStore::row,
            system.value(),
            kinds);
  }

  private static final String HEARD =
      """
      select r.*, greatest(
        (select max(at) from run_history where run = r.id),
        (select max((event ->> 'time')::timestamptz) from seen_event where run = r.id)) as heard
      from run r where not ended\
      """;

  /** Each live run, and when anything was last heard of it. */
  public static List<Silent> silent(Connection tx) throws SQLException {
    return JdbcRunner.on(tx)
        .query(HEARD, row -> new Silent(row(row), JdbcRunner.instant(row, "heard")));
  }

  /** When anything was last heard of a live run; empty for any other. */
  public static Optional<Instant> heard(Connection tx, RunId run) throws SQLException {
    return JdbcRunner.on(tx)
        .first(HEARD + " and id = ?", row -> JdbcRunner.instant(row, "heard"), run.value());
  }

  /**
   * A live run and what was heard of it.
   *
   * @param since when anything was last heard
   */
  public record Silent(Row row, Instant since) {}

  /** The same of several systems at once; those without any are absent. */
  public static Map<SystemId, List<Row>> live(
      Connection tx, Collection<SystemId> systems, List<String> kinds) throws SQLException {
    return JdbcRunner.on(tx)
        .query(
            """
            select * from run where system = any (?) and not ended and kind = any (?)
            order by requested\
            """,
            RunStore::row,
            Texts.of(systems, name -> name),
            kinds)
        .stream()
        .collect(Collectors.groupingBy(Row::system));
  }

  /** When the newest run of a kind was requested. */
  public static Optional<Instant> newest(Connection tx, SystemId system, String kind)
      throws SQLException {
    return JdbcRunner.on(tx)
        .first(
            "select requested from run where system = ? and kind = ? order by requested desc limit 1",
            row -> JdbcRunner.instant(row, "requested"),
            system.value(),
            kind);
  }

  /** The newest run of a kind that ended well. */
  public static Optional<Row> newestCompleted(Connection tx, SystemId system, String kind)
      throws SQLException {
    return JdbcRunner.on(tx)
        .first(
            """
            select * from run where system = ? and kind = ? and state = 'completed'
            order by requested desc limit 1\
            """,
            RunStore::row,
            system.value(),
            kind);
  }

  public static List<Move> history(Connection tx, RunId run) throws SQLException {
    return JdbcRunner.on(tx)
        .query(
            "select * from run_history where run = ? order by seq",
            row ->
                new Move(
                    JdbcRunner.instant(row, "at"),
                    row.getString("state"),
                    row.getString("text"),
                    row.getString("event")),
            run.value());
  }

  private static Row row(ResultSet row) throws SQLException {
    UUID point = row.getObject("point", UUID.class);
    return new Row(
        RunStates.read(row.getString("kind"), row.getString("state"), row.getString("data")),
        new SystemId(row.getString("system")),
        row.getString("state"),
        point == null ? null : new PointId(point),
        new Origin(row.getString("requester"), row.getString("reason")),
        JdbcRunner.instant(row, "requested"),
        JdbcRunner.instant(row, "ended_at"),
        new Cause(row.getString("correlation"), null, row.getString("traceparent")));
  }
}
