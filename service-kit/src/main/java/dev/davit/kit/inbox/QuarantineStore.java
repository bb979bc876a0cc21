package dev.davit.kit.inbox;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.Problem;
import dev.davit.kit.jdbc.JdbcRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** SQL on table {@code quarantine}: records that were set aside, with the reason. */
public final class QuarantineStore {
  private static final String LISTED =
      "topic, partition, \"offset\", code, reason, at, outcome, settled, settled_by";
  private static final String AT = " where topic = ? and partition = ? and \"offset\" = ?";
  private static final TypeReference<Map<String, byte[]>> HEADERS = new TypeReference<>() {};

  private QuarantineStore() {}

  /** What became of a record. */
  public enum Outcome {
    REPLAYED,
    DISCARDED
  }

  /**
   * One record set aside.
   *
   * @param code and {@code reason}: of the last problem with it
   * @param outcome null with {@code settled} and {@code by}: nothing became of it yet
   */
  public record Quarantined(
      QuarantineId id,
      String code,
      String reason,
      Instant at,
      Outcome outcome,
      Instant settled,
      String by) {}

  /** As it came. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  public record Original(Map<String, byte[]> headers, byte[] value) {}

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

  /** The newest first; of those that nothing became of, unless {@code settled} are wanted too. */
  public static List<Quarantined> newest(Connection tx, boolean settled, int limit)
      throws SQLException {
    return JdbcRunner.on(tx)
        .query(
            "select "
                + LISTED
                + " from quarantine where outcome is null or ?"
                + " order by at desc, \"offset\" desc limit ?",
            QuarantineStore::listed,
            settled,
            limit);
  }

  /** Empty if none lies at that place. */
  public static Optional<Quarantined> find(Connection tx, QuarantineId id) throws SQLException {
    return JdbcRunner.on(tx)
        .first(
            "select " + LISTED + " from quarantine" + AT,
            QuarantineStore::listed,
            id.topic(),
            id.partition(),
            id.offset());
  }

  /** Locks the row, so that of two who settle it one finds it settled. */
  static Optional<Original> lock(Connection tx, QuarantineId id) throws SQLException {
    return JdbcRunner.on(tx)
        .first(
            "select headers, value from quarantine" + AT + " for update",
            row -> new Original(headers(row.getString("headers")), row.getBytes("value")),
            id.topic(),
            id.partition(),
            id.offset());
  }

  static void settle(Connection tx, QuarantineId id, Outcome outcome, String by)
      throws SQLException {
    JdbcRunner.on(tx)
        .update(
            "update quarantine set outcome = lower(?), settled = now(), settled_by = ?" + AT,
            outcome,
            by,
            id.topic(),
            id.partition(),
            id.offset());
  }

  /** What was wrong with it the last time it was tried. */
  static void refused(Connection tx, QuarantineId id, Problem problem) throws SQLException {
    JdbcRunner.on(tx)
        .update(
            "update quarantine set code = ?, reason = ?" + AT,
            problem.code().number(),
            problem.toString(),
            id.topic(),
            id.partition(),
            id.offset());
  }

  private static Quarantined listed(ResultSet row) throws SQLException {
    String outcome = row.getString("outcome");
    return new Quarantined(
        new QuarantineId(row.getString("topic"), row.getInt("partition"), row.getLong("offset")),
        row.getString("code"),
        row.getString("reason"),
        JdbcRunner.instant(row, "at"),
        outcome == null ? null : Outcome.valueOf(outcome.toUpperCase(java.util.Locale.ROOT)),
        JdbcRunner.instant(row, "settled"),
        row.getString("settled_by"));
  }

  private static Map<String, byte[]> headers(String json) {
    try {
      return Json.mapper().readValue(json, HEADERS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
