package dev.davit.scheduler.store;

import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.settings.ScheduleSettings;
import dev.davit.kit.jdbc.JdbcRunner;
import dev.davit.scheduler.model.Pause;
import dev.davit.scheduler.model.Spread;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Schedules: one row for each, locked before anything else of its system. */
public final class ScheduleStore {
  private ScheduleStore() {}

  /**
   * A schedule as stored.
   *
   * @param nextFire the nominal instant of the first fire that is not dealt with
   * @param pause null unless somebody has paused it for a while
   */
  public record Row(SystemId system, ScheduleSettings settings, Instant nextFire, Pause pause) {

    /** Whether by its definition or for a while. */
    public boolean paused() {
      return settings.paused() || pause != null;
    }

    /** How long after its nominal instant a fire is due. */
    public Duration offset() {
      return Spread.offset(system, settings.spread());
    }
  }

  /** Creates it, or changes settings and next fire; a pause stays. */
  public static void put(
      Connection tx, SystemId system, ScheduleSettings settings, Instant nextFire)
      throws SQLException {
    JdbcRunner.on(tx)
        .update(
            """
            insert into schedule (system, settings, next_fire, due_at) values (?, ?::jsonb, ?, ?)
            on conflict (system) do update set settings = excluded.settings,
              next_fire = excluded.next_fire, due_at = excluded.due_at\
            """,
            system.value(),
            Json.text(settings),
            nextFire,
            nextFire.plus(Spread.offset(system, settings.spread())));
  }

  /** Everything before {@code nextFire} is dealt with. */
  public static void advance(Connection tx, Row row, Instant nextFire) throws SQLException {
    advance(tx, Map.of(row, nextFire));
  }

  /** As above, of several schedules: what comes next of each. */
  public static void advance(Connection tx, Map<Row, Instant> next) throws SQLException {
    JdbcRunner.on(tx)
        .update(
            """
            update schedule set next_fire = next.fire::timestamptz, due_at = next.due::timestamptz
            from unnest(?::text[], ?::text[], ?::text[]) as next (system, fire, due)
            where schedule.system = next.system\
            """,
            Texts.of(next.keySet(), Row::system),
            Texts.of(next.values(), fire -> fire),
            Texts.of(next.entrySet(), each -> each.getValue().plus(each.getKey().offset())));
  }

  /**
   * @param pause null: it goes on
   */
  public static void setPause(Connection tx, SystemId system, Pause pause) throws SQLException {
    JdbcRunner.on(tx)
        .update(
            "update schedule set paused_at = ?, paused_by = ?, pause_reason = ? where system = ?",
            pause == null ? null : pause.at(),
            pause == null ? null : pause.by(),
            pause == null ? null : pause.reason(),
            system.value());
  }

  public static void delete(Connection tx, SystemId system) throws SQLException {
    JdbcRunner.on(tx).update("delete from schedule where system = ?", system.value());
  }

  /** The system's schedule, locked until the transaction ends. */
  public static Optional<Row> lock(Connection tx, SystemId system) throws SQLException {
    return JdbcRunner.on(tx)
        .first(
            "select * from schedule where system = ? for update",
            ScheduleStore::row,
            system.value());
  }

  public static Optional<Row> find(Connection tx, SystemId system) throws SQLException {
    return JdbcRunner.on(tx)
        .first("select * from schedule where system = ?", ScheduleStore::row, system.value());
  }

  /**
   * By system.
   *
   * @param system null: all
   */
  public static List<Row> list(Connection tx, SystemId system) throws SQLException {
    String name = system == null ? null : system.value();
    return JdbcRunner.on(tx)
        .query(
            "select * from schedule where ?::text is null or system = ? order by system",
            ScheduleStore::row,
            name,
            name);
  }

  /**
   * Schedules that are due, the longest due first, locked for this transaction; those that another
   * replica holds are skipped.
   */
  public static List<Row> claimDue(Connection tx, Instant now, int limit) throws SQLException {
    return JdbcRunner.on(tx)
        .query(
            """
            select * from schedule where due_at <= ?
            order by due_at limit ? for update skip locked\
            """,
            ScheduleStore::row,
            now,
            limit);
  }

  /**
   * One schedule with a waiting fire for which the way is free, or that waits in vain; locked as by
   * {@link #claimDue}.
   *
   * @param kinds of runs that a fire waits for
   */
  public static Optional<Row> claimWaiting(Connection tx, Instant now, List<String> kinds)
      throws SQLException {
    return JdbcRunner.on(tx)
        .first(
            """
            select s.* from schedule_fire f join schedule s on s.system = f.system
            where f.waiting and (f.start_by < ? or not exists (
              select 1 from run r where r.system = f.system and not r.ended and r.kind = any (?)))
            order by f.nominal limit 1 for update of s skip locked\
            """,
            ScheduleStore::row,
            now,
            kinds);
  }

  /** One schedule with misses that lie behind {@code now}; locked as by {@link #claimDue}. */
  public static Optional<Row> claimAhead(Connection tx, Instant now) throws SQLException {
    return JdbcRunner.on(tx)
        .first(
            """
            select s.* from schedule_fire f join schedule s on s.system = f.system
            where f.last > ? and f.missed is not null limit 1 for update of s skip locked\
            """,
            ScheduleStore::row,
            now);
  }

  private static Row row(ResultSet row) throws SQLException {
    Instant pausedAt = JdbcRunner.instant(row, "paused_at");
    return new Row(
        new SystemId(row.getString("system")),
        Json.read(row.getString("settings"), ScheduleSettings.class),
        JdbcRunner.instant(row, "next_fire"),
        pausedAt == null
            ? null
            : new Pause(pausedAt, row.getString("paused_by"), row.getString("pause_reason")));
  }
}
