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

  /** False if this nominal fire has its run or miss already. */
  public static boolean recordFire(
      Connection tx, SystemId system, Instant nominal, RunId run, String missed)
      throws SQLException {
    return JdbcRunner.on(tx)
            .update(
                """
                insert into schedule_fire (system, nominal, run, missed) values (?, ?, ?, ?)
                on conflict do nothing\
                """,
                system.value(),
                nominal,
                run == null ? null : run.value(),
                missed)
        == 1;
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
