package dev.davit.scheduler.store;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.kit.jdbc.JdbcRunner;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Schedules and what became of their fires. */
public final class ScheduleStore {
  private ScheduleStore() {}

  /**
   * A schedule as stored.
   *
   * @param nextFire the nominal instant of the next fire
   */
  public record Row(SystemId system, String cron, String zone, boolean paused, Instant nextFire) {}

  public static void put(Connection tx, Row row) throws SQLException {
    JdbcRunner.on(tx)
        .update(
            """
            insert into schedule (system, cron, zone, paused, next_fire) values (?, ?, ?, ?, ?)
            on conflict (system) do update set cron = excluded.cron, zone = excluded.zone,
              paused = excluded.paused, next_fire = excluded.next_fire\
            """,
            row.system().value(),
            row.cron(),
            row.zone(),
            row.paused(),
            row.nextFire());
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

  public static List<Row> all(Connection tx) throws SQLException {
    return JdbcRunner.on(tx).query("select * from schedule order by system", ScheduleStore::row);
  }

  /**
   * One schedule that is due, locked for this transaction; those that another replica holds are
   * skipped.
   */
  public static Optional<Row> claimDue(Connection tx, Instant now) throws SQLException {
    return JdbcRunner.on(tx)
        .first(
            """
            select * from schedule where not paused and next_fire <= ?
            order by next_fire limit 1 for update skip locked\
            """,
            ScheduleStore::row,
            now);
  }

  /** Some nominal fires one after another, from the first to the last. */
  public record Fires(Instant first, Instant last, long count) {
    public static Fires one(Instant nominal) {
      return new Fires(nominal, nominal, 1);
    }

    /** With the next one. */
    public Fires and(Instant next) {
      return new Fires(first, next, count + 1);
    }
  }

  /**
   * True if the nominal fire has its run or its miss: a clock that was put back changes nothing.
   */
  public static boolean isRecorded(Connection tx, SystemId system, Instant nominal)
      throws SQLException {
    return JdbcRunner.on(tx)
        .first(
            "select 1 from schedule_fire where system = ? and nominal <= ? and last >= ? limit 1",
            row -> true,
            system.value(),
            nominal,
            nominal)
        .orElse(false);
  }

  /** The run of a fire. */
  public static void ran(Connection tx, SystemId system, Instant nominal, RunId run)
      throws SQLException {
    record(tx, system, Fires.one(nominal), run.value(), null);
  }

  /** Fires that have no run, and why. */
  public static void missed(Connection tx, SystemId system, Fires fires, String reason)
      throws SQLException {
    record(tx, system, fires, null, reason);
  }

  private static void record(Connection tx, SystemId system, Fires fires, UUID run, String missed)
      throws SQLException {
    JdbcRunner.on(tx)
        .update(
            """
            insert into schedule_fire (system, nominal, last, fires, run, missed)
            values (?, ?, ?, ?, ?, ?) on conflict do nothing\
            """,
            system.value(),
            fires.first(),
            fires.last(),
            fires.count(),
            run,
            missed);
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        new SystemId(row.getString("system")),
        row.getString("cron"),
        row.getString("zone"),
        row.getBoolean("paused"),
        JdbcRunner.instant(row, "next_fire"));
  }
}
