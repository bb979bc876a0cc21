package dev.davit.kit.work;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.codec.Json;
import dev.davit.kit.jdbc.JdbcRunner;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** SQL on tables {@code work} and {@code work_turn} by which work is handed out. */
final class ClaimRows {
  private ClaimRows() {}

  /** A look that costs little and hinders nobody: most find nothing. */
  static boolean isAnyDue(Connection tx, Collection<WorkKind> kinds, Collection<WorkKind> full)
      throws SQLException {
    return JdbcRunner.on(tx)
        .first(
            """
            select 1 from work
            where kind = any(?) and (
              state = 'ready' and not_before <= clock_timestamp()
              or state = 'leased' and lease_until < clock_timestamp()) limit 1
            """,
            row -> true,
            Stream.concat(kinds.stream(), full.stream()).map(WorkKind::name).toList())
        .orElse(false);
  }

  /**
   * Workers of all replicas take turns until their transactions end, so that what one of them has
   * counted stays true until it has claimed. One that stands still in its turn loses it in 10 s.
   */
  static void takeTurn(Connection tx) throws SQLException {
    JdbcRunner.on(tx)
        .execute(
            """
            select set_config('idle_in_transaction_session_timeout', '10s', true),
              pg_advisory_xact_lock(hashtext('davit.claim.' || current_schema()))
            """);
  }

  /** The move from Leased to Ready of all leases whose time is over. */
  static void takeBack(Connection tx) throws SQLException {
    JdbcRunner.on(tx)
        .update(
            """
            update work set state = 'ready', owner = null, lease_until = null, waits = null
            where id in (
              select id from work where state = 'leased' and lease_until < clock_timestamp()
              for update skip locked)
            """);
  }

  static WorkQueue queue(Connection tx) throws SQLException {
    var now = new Instant[1];
    List<WorkQueue.Ready> ready = new ArrayList<>();
    List<WorkQueue.Running> running = new ArrayList<>();
    Map<SystemId, Instant> served = new HashMap<>();
    JdbcRunner.on(tx)
        .query(
            """
            select id, kind, run, system, state, admission, not_before, attempt, cancel_requested,
              waits, clock_timestamp() as now, work_turn.at as served
            from work left join work_turn using (system)
            where state = 'leased' or state = 'ready' and not_before <= clock_timestamp()
            """,
            row -> {
              now[0] = JdbcRunner.instant(row, "now");
              Instant turn = JdbcRunner.instant(row, "served");
              if (turn != null) {
                served.put(system(row), turn);
              }
              return row.getString("state").equals("ready")
                  ? ready.add(ready(row))
                  : running.add(new WorkQueue.Running(system(row), admission(row).shares()));
            });
    return new WorkQueue(now[0], ready, running, served);
  }

  private static WorkQueue.Ready ready(ResultSet row) throws SQLException {
    return new WorkQueue.Ready(
        row.getObject("id", UUID.class),
        new WorkKind(row.getString("kind")),
        new RunId(row.getObject("run", UUID.class)),
        system(row),
        admission(row),
        JdbcRunner.instant(row, "not_before"),
        row.getInt("attempt") > 0,
        row.getBoolean("cancel_requested"),
        row.getString("waits"));
  }

  private static SystemId system(ResultSet row) throws SQLException {
    return new SystemId(row.getString("system"));
  }

  static Admission admission(ResultSet row) throws SQLException {
    return Json.read(row.getString("admission"), Admission.class);
  }

  /** The move from Ready to Leased; empty if somebody changes the row at this moment. */
  static Optional<Work> lease(Connection tx, WorkQueue.Ready ready, String owner, Duration lease)
      throws SQLException {
    Optional<Work> leased =
        JdbcRunner.on(tx)
            .first(
                """
                update work set state = 'leased', owner = ?, epoch = epoch + 1,
                  attempt = attempt + 1, waits = null,
                  lease_until = clock_timestamp() + ? * interval '1 millisecond',
                  changed = clock_timestamp()
                where id = (
                  select id from work where id = ? and state = 'ready' for update skip locked)
                returning *
                """,
                row -> work(tx, row),
                owner,
                lease.toMillis(),
                ready.id());
    if (leased.isPresent()) {
      serve(tx, ready.system());
    }
    return leased;
  }

  private static void serve(Connection tx, SystemId system) throws SQLException {
    JdbcRunner.on(tx)
        .update(
            """
            insert into work_turn (system, at) values (?, clock_timestamp())
            on conflict (system) do update set at = excluded.at
            """,
            system.value());
  }

  /** Keeps why the work is not claimed; its order if that is news, else empty. */
  static Optional<Envelope> note(Connection tx, WorkQueue.Ready ready, String why)
      throws SQLException {
    return JdbcRunner.on(tx)
        .first(
            """
            update work set waits = ? where id = (
              select id from work where id = ? and state = 'ready' and waits is distinct from ?
              for update skip locked)
            returning event
            """,
            row -> EventCodec.parse(row.getString("event")),
            why,
            ready.id(),
            why);
  }

  private static Work work(Connection tx, ResultSet row) throws SQLException {
    var run = new RunId(row.getObject("run", UUID.class));
    int generation = row.getInt("generation");
    return new Work(
        row.getObject("id", UUID.class),
        new WorkKind(row.getString("kind")),
        run,
        system(row),
        generation,
        EventCodec.parse(row.getString("event")),
        FactRows.all(tx, run, generation),
        notes(row.getString("notes")),
        row.getString("owner"),
        row.getLong("epoch"),
        row.getInt("attempt"),
        row.getBoolean("cancel_requested"));
  }

  private static Map<String, String> notes(String json) {
    Map<String, String> notes = new HashMap<>();
    Json.read(json, Map.class).forEach((key, value) -> notes.put((String) key, (String) value));
    return notes;
  }
}
