package dev.davit.kit.inbox;

import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.Problem;
import dev.davit.kit.jdbc.JdbcRunner;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** SQL on table {@code quarantine}: records that were set aside, with the reason. */
public final class QuarantineStore {
  private QuarantineStore() {}

  /** One record set aside. */
  public record Quarantined(
      String topic, int partition, long offset, String code, String reason, Instant at) {}

  static void add(Connection tx, InboundRecord read, Problem problem) throws SQLException {
    JdbcRunner.on(tx)
        .update(
            """
            insert into quarantine (topic, partition, "offset", headers, value, code, reason)
            values (?, ?, ?, ?::jsonb, ?, ?, ?) on conflict do nothing
            """,
            read.topic(),
            read.partition(),
            read.offset(),
            Json.text(read.headers()),
            read.value(),
            problem.code().number(),
            problem.toString());
  }

  /** The newest first. */
  public static List<Quarantined> newest(Connection tx, int limit) throws SQLException {
    return JdbcRunner.on(tx)
        .query(
            """
            select topic, partition, "offset", code, reason, at from quarantine
            order by at desc, "offset" desc limit ?
            """,
            row ->
                new Quarantined(
                    row.getString("topic"),
                    row.getInt("partition"),
                    row.getLong("offset"),
                    row.getString("code"),
                    row.getString("reason"),
                    JdbcRunner.instant(row, "at")),
            limit);
  }
}
