package dev.davit.audit.store;

import dev.davit.contracts.PointId;
import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.kit.jdbc.JdbcRunner;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** SQL on table {@code point_evidence}: signed manifests of points sealed here. */
public final class PointEvidenceStore {
  private PointEvidenceStore() {}

  /**
   * @param envelope DSSE, as one line of JSON
   * @param at when it was kept
   */
  public record Kept(
      PointId point, RunId run, SystemId system, String snapshot, String envelope, Instant at) {}

  /** The first of each point stays. */
  public static void add(Connection tx, Kept kept) throws SQLException {
    JdbcRunner.on(tx)
        .update(
            """
            insert into point_evidence (point, run, system, snapshot, envelope, at)
            values (?, ?, ?, ?, ?, ?) on conflict do nothing
            """,
            kept.point().value(),
            kept.run().value(),
            kept.system().value(),
            kept.snapshot(),
            kept.envelope(),
            kept.at());
  }

  public static Optional<Kept> ofRun(Connection tx, RunId run) throws SQLException {
    return JdbcRunner.on(tx)
        .first("select * from point_evidence where run = ?", PointEvidenceStore::kept, run.value());
  }

  public static Optional<Kept> ofPoint(Connection tx, PointId point) throws SQLException {
    return JdbcRunner.on(tx)
        .first(
            "select * from point_evidence where point = ?",
            PointEvidenceStore::kept,
            point.value());
  }

  private static Kept kept(ResultSet row) throws SQLException {
    return new Kept(
        PointId.parse(row.getString("point")),
        RunId.parse(row.getString("run")),
        new SystemId(row.getString("system")),
        row.getString("snapshot"),
        row.getString("envelope"),
        JdbcRunner.instant(row, "at"));
  }
}
