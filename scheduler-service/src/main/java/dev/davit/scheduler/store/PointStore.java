package dev.davit.scheduler.store;

import dev.davit.contracts.PointId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.point.PointState;
import dev.davit.kit.jdbc.JdbcRunner;
import dev.davit.scheduler.model.RecoveryPoint;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The catalog of recovery points. */
public final class PointStore {
  private PointStore() {}

  /** Nothing happens if the point is known already. */
  public static void add(Connection tx, RecoveryPoint point) throws SQLException {
    JdbcRunner.on(tx)
        .update(
            """
            insert into recovery_point (id, system, data, state, at) values (?, ?, ?::jsonb, ?, ?)
            on conflict do nothing\
            """,
            point.point().value(),
            point.system().value(),
            Json.text(point),
            point.state(),
            point.at());
  }

  public static void setState(Connection tx, SystemId system, PointId point, PointState state)
      throws SQLException {
    JdbcRunner.on(tx)
        .update(
            """
            update recovery_point set state = ?, data = jsonb_set(data, '{state}', to_jsonb(?::text))
            where id = ? and system = ?\
            """,
            state,
            state,
            point.value(),
            system.value());
  }

  public static Optional<RecoveryPoint> find(Connection tx, PointId point) throws SQLException {
    return JdbcRunner.on(tx)
        .first("select data from recovery_point where id = ?", PointStore::point, point.value());
  }

  /** Newest first; expired ones only if asked for. */
  public static List<RecoveryPoint> list(Connection tx, SystemId system, boolean expired)
      throws SQLException {
    return JdbcRunner.on(tx)
        .query(
            """
            select data from recovery_point where (?::text is null or system = ?)
              and (? or state <> 'EXPIRED') order by at desc limit 1000\
            """,
            PointStore::point,
            system == null ? null : system.value(),
            system == null ? null : system.value(),
            expired);
  }

  /** How many there are that did not expire. */
  public static int count(Connection tx, SystemId system) throws SQLException {
    return JdbcRunner.on(tx)
        .first(
            "select count(*) from recovery_point where system = ? and state <> 'EXPIRED'",
            row -> row.getInt(1),
            system.value())
        .orElse(0);
  }

  /** The newest point in one of the states. */
  public static Optional<RecoveryPoint> newest(Connection tx, SystemId system, PointState... states)
      throws SQLException {
    return JdbcRunner.on(tx)
        .first(
            "select data from recovery_point where system = ? and state = any (?) order by at desc limit 1",
            PointStore::point,
            system.value(),
            java.util.Arrays.stream(states).map(Enum::name).toList());
  }

  /** The same of several systems at once; those without any are absent. */
  public static Map<SystemId, RecoveryPoint> newest(
      Connection tx, Collection<SystemId> systems, PointState... states) throws SQLException {
    return JdbcRunner.on(tx)
        .query(
            """
            select point.data from unnest(?::text[]) name cross join lateral (
              select data from recovery_point
              where system = name and state = any (?) order by at desc limit 1) point\
            """,
            PointStore::point,
            Texts.of(systems, name -> name),
            java.util.Arrays.stream(states).map(Enum::name).toList())
        .stream()
        .collect(Collectors.toMap(RecoveryPoint::system, point -> point));
  }

  private static RecoveryPoint point(ResultSet row) throws SQLException {
    return Json.read(row.getString("data"), RecoveryPoint.class);
  }
}
