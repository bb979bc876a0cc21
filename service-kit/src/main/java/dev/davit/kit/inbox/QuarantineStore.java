package dev.davit.kit.inbox;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.davit.contracts.codec.Header;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.PlainText;
import dev.davit.contracts.error.Problem;
import dev.davit.kit.jdbc.JdbcRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** SQL on table {@code quarantine}: records that were set aside, with the reason. */
public final class QuarantineStore {
  private static final String LISTED =
      "topic, partition, \"offset\", code, reason, at, outcome, settled, settled_by";
  private static final String AT = " where topic = ? and partition = ? and \"offset\" = ?";
  private static final TypeReference<List<Header>> HEADERS = new TypeReference<>() {};
  private static final int REASON = 1_000;

  private QuarantineStore() {}

  /** What became of a record. */
  public enum Outcome {
    REPLAYED,
    DISCARDED
  }

  /**
   * One record set aside.
   *
   * @param code and {@code reason}: what is wrong with it as it came
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

  /**
   * As it came.
   *
   * @param key and {@code value}: null if it came without
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  public record Original(byte[] key, List<Header> headers, byte[] value) {}

  /** What was done with a record. */
  public enum Act {
    REFUSED,
    REPLAYED,
    DISCARDED
  }

  /**
   * Somebody's try.
   *
   * @param why null if nobody said
   * @param corrected what took the record's place; null: it was tried as it came
   * @param code with {@code reason}, what was wrong with it; null unless it was refused
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  public record Action(
      Act act, Instant at, String by, String why, byte[] corrected, String code, String reason) {}

  static void add(Connection tx, InboundRecord read, Problem problem) throws SQLException {
    JdbcRunner.on(tx)
        .update(
            """
            insert into quarantine
              (topic, partition, "offset", record_key, headers, value, code, reason)
            values (?, ?, ?, ?, ?::json, ?, ?, ?) on conflict do nothing
            """,
            read.topic(),
            read.partition(),
            read.offset(),
            read.key(),
            Json.text(read.headers()),
            read.value(),
            problem.code().number(),
            PlainText.of(problem.toString(), REASON));
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
            "select record_key, headers, value from quarantine" + AT + " for update",
            row ->
                new Original(
                    row.getBytes("record_key"),
                    headers(row.getString("headers")),
                    row.getBytes("value")),
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

  /** What is wrong with it as it came, now that it was tried again. */
  static void refused(Connection tx, QuarantineId id, Problem problem) throws SQLException {
    JdbcRunner.on(tx)
        .update(
            "update quarantine set code = ?, reason = ?" + AT,
            problem.code().number(),
            PlainText.of(problem.toString(), REASON),
            id.topic(),
            id.partition(),
            id.offset());
  }

  static void note(Connection tx, QuarantineId id, Action action) throws SQLException {
    JdbcRunner.on(tx)
        .update(
            """
            insert into quarantine_action
              (topic, partition, "offset", action, actor, why, corrected, code, reason)
            values (?, ?, ?, lower(?), ?, ?, ?, ?, ?)
            """,
            id.topic(),
            id.partition(),
            id.offset(),
            action.act(),
            action.by(),
            action.why(),
            action.corrected(),
            action.code(),
            PlainText.of(action.reason(), REASON));
  }

  /** Oldest first. */
  static List<Action> actions(Connection tx, QuarantineId id) throws SQLException {
    return JdbcRunner.on(tx)
        .query(
            "select action, at, actor, why, corrected, code, reason from quarantine_action"
                + AT
                + " order by seq",
            row ->
                new Action(
                    Act.valueOf(row.getString("action").toUpperCase(Locale.ROOT)),
                    JdbcRunner.instant(row, "at"),
                    row.getString("actor"),
                    row.getString("why"),
                    row.getBytes("corrected"),
                    row.getString("code"),
                    row.getString("reason")),
            id.topic(),
            id.partition(),
            id.offset());
  }

  /** How many nothing became of yet, for the metric. */
  static long waiting(Connection tx) throws SQLException {
    return JdbcRunner.on(tx)
        .first("select count(*) from quarantine where outcome is null", row -> row.getLong(1))
        .orElse(0L);
  }

  private static Quarantined listed(ResultSet row) throws SQLException {
    String outcome = row.getString("outcome");
    return new Quarantined(
        new QuarantineId(row.getString("topic"), row.getInt("partition"), row.getLong("offset")),
        row.getString("code"),
        row.getString("reason"),
        JdbcRunner.instant(row, "at"),
        outcome == null ? null : Outcome.valueOf(outcome.toUpperCase(Locale.ROOT)),
        JdbcRunner.instant(row, "settled"),
        row.getString("settled_by"));
  }

  private static List<Header> headers(String json) {
    try {
      return Json.mapper().readValue(json, HEADERS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
