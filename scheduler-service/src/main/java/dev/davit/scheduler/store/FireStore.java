package dev.davit.scheduler.store;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.kit.jdbc.JdbcRunner;
import dev.davit.scheduler.model.Fires;
import dev.davit.scheduler.model.MissReason;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What became of nominal fires: each lies in exactly one row, with its run, or missed, or waiting.
 * Written while the schedule's own row is locked.
 */
public final class FireStore {
  private FireStore() {}

  /**
   * What became of some fires.
   *
   * @param run null unless it is one fire that has its run
   * @param reason null unless missed; so is {@code text}
   * @param startBy a waiting fire is missed after it; null: it may wait for ever
   */
  public record Row(
      SystemId system,
      Fires fires,
      RunId run,
      MissReason reason,
      String text,
      boolean waiting,
      Instant startBy) {

    /** The first of them. */
    public Instant nominal() {
      return fires.first();
    }
  }

  /** True if the nominal fire has its row: a clock that was put back changes nothing. */
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
    ran(tx, List.of(new Ran(system, nominal, run)));
  }

  /** A fire that has its run. */
  public record Ran(SystemId system, Instant nominal, RunId run) {}

  /** The runs of several fires. */
  public static void ran(Connection tx, List<Ran> fires) throws SQLException {
    JdbcRunner.on(tx)
        .update(
            """
            insert into schedule_fire (system, nominal, last, run)
            select system, nominal::timestamptz, nominal::timestamptz, run::uuid
            from unnest(?::text[], ?::text[], ?::text[]) as fire (system, nominal, run)\
            """,
            Texts.of(fires, Ran::system),
            Texts.of(fires, Ran::nominal),
            Texts.of(fires, Ran::run));
  }

  /**
   * Those of the systems whose schedules have more to settle than their newest fire: an earlier one
   * waits, or the fire at the instant of the same place has its row.
   */
  public static Set<SystemId> unsettled(
      Connection tx, List<SystemId> systems, List<Instant> nominals) throws SQLException {
    return new HashSet<>(
        JdbcRunner.on(tx)
            .query(
                """
                select system from unnest(?::text[], ?::text[]) as due (system, nominal)
                where exists (select 1 from schedule_fire f where f.system = due.system and f.waiting)
                  or exists (select 1 from schedule_fire f where f.system = due.system
                    and f.nominal <= due.nominal::timestamptz and f.last >= due.nominal::timestamptz)\
                """,
                row -> new SystemId(row.getString(1)),
                Texts.of(systems, name -> name),
                Texts.of(nominals, nominal -> nominal)));
  }

  /**
   * The fire waits; the only one of its system.
   *
   * @param startBy null: for ever
   */
  public static void waits(Connection tx, SystemId system, Instant nominal, Instant startBy)
      throws SQLException {
    JdbcRunner.on(tx)
        .update(
            """
            insert into schedule_fire (system, nominal, last, waiting, start_by)
            values (?, ?, ?, true, ?)\
            """,
            system.value(),
            nominal,
            nominal,
            startBy);
  }

  public static Optional<Row> waiting(Connection tx, SystemId system) throws SQLException {
    return JdbcRunner.on(tx)
        .first(
            "select * from schedule_fire where system = ? and waiting",
            FireStore::row,
            system.value());
  }

  /** The nominal instants of all fires that wait. */
  public static Map<SystemId, Instant> allWaiting(Connection tx) throws SQLException {
    return JdbcRunner.on(tx)
        .query("select * from schedule_fire where waiting", FireStore::row)
        .stream()
        .collect(Collectors.toMap(Row::system, Row::nominal));
  }

  /** The waiting fire of the system has its run. */
  public static void waitingRan(Connection tx, SystemId system, RunId run) throws SQLException {
    endWaiting(tx, system, run, null, null);
  }

  /** The waiting fire of the system waited in vain. */
  public static void waitingMissed(Connection tx, SystemId system, MissReason reason, String text)
      throws SQLException {
    endWaiting(tx, system, null, reason, text);
  }

  private static void endWaiting(
      Connection tx, SystemId system, RunId run, MissReason reason, String text)
      throws SQLException {
    JdbcRunner.on(tx)
        .update(
            """
            update schedule_fire set waiting = false, start_by = null, run = ?, reason = ?, missed = ?
            where system = ? and waiting\
            """,
            run == null ? null : run.value(),
            reason,
            text,
            system.value());
  }

  /**
   * Fires that have no run, and why. They go into the row of those just before them, if that says
   * the same.
   */
  public static void missed(
      Connection tx, SystemId system, Fires fires, MissReason reason, String text)
      throws SQLException {
    int extended =
        JdbcRunner.on(tx)
            .update(
                """
                update schedule_fire set last = ?, fires = fires + ?
                where system = ? and reason = ? and missed = ? and last < ? and nominal =
                  (select max(nominal) from schedule_fire where system = ?)\
                """,
                fires.last(),
                fires.count(),
                system.value(),
                reason,
                text,
                fires.first(),
                system.value());
    if (extended == 0) {
      insertMissed(tx, system, fires, reason, text);
    }
  }

  private static void insertMissed(
      Connection tx, SystemId system, Fires fires, MissReason reason, String text)
      throws SQLException {
    JdbcRunner.on(tx)
        .update(
            """
            insert into schedule_fire (system, nominal, last, fires, reason, missed)
            values (?, ?, ?, ?, ?, ?) on conflict do nothing\
            """,
            system.value(),
            fires.first(),
            fires.last(),
            fires.count(),
            reason,
            text);
  }

  /** Misses that begin before {@code now} and end behind it. */
  public static List<Row> missedAcross(Connection tx, SystemId system, Instant now)
      throws SQLException {
    return JdbcRunner.on(tx)
        .query(
            """
            select * from schedule_fire
            where system = ? and nominal <= ? and last > ? and missed is not null\
            """,
            FireStore::row,
            system.value(),
            now,
            now);
  }

  /** The row that begins with the same fire ends sooner. */
  public static void cut(Connection tx, SystemId system, Fires shorter) throws SQLException {
    JdbcRunner.on(tx)
        .update(
            "update schedule_fire set last = ?, fires = ? where system = ? and nominal = ?",
            shorter.last(),
            shorter.count(),
            system.value(),
            shorter.first());
  }

  /** Removes misses that lie wholly behind {@code now}. */
  public static void removeMissedAfter(Connection tx, SystemId system, Instant now)
      throws SQLException {
    JdbcRunner.on(tx)
        .update(
            "delete from schedule_fire where system = ? and nominal > ? and missed is not null",
            system.value(),
            now);
  }

  /** Newest first. */
  public static List<Row> newest(Connection tx, SystemId system, int limit) throws SQLException {
    return JdbcRunner.on(tx)
        .query(
            "select * from schedule_fire where system = ? order by nominal desc limit ?",
            FireStore::row,
            system.value(),
            limit);
  }

  /** Forgets fires of more than 400 days ago. */
  public static int clean(Connection tx) throws SQLException {
    return JdbcRunner.on(tx)
        .update(
            "delete from schedule_fire where last < now() - interval '400 days' and not waiting");
  }

  private static Row row(ResultSet row) throws SQLException {
    UUID run = row.getObject("run", UUID.class);
    String reason = row.getString("reason");
    return new Row(
        new SystemId(row.getString("system")),
        new Fires(
            JdbcRunner.instant(row, "nominal"),
            JdbcRunner.instant(row, "last"),
            row.getLong("fires")),
        run == null ? null : new RunId(run),
        reason == null ? null : MissReason.valueOf(reason),
        row.getString("missed"),
        row.getBoolean("waiting"),
        JdbcRunner.instant(row, "start_by"));
  }
}
