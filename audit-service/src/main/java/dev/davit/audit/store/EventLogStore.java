package dev.davit.audit.store;

import dev.davit.audit.model.LogEntry;
import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.codec.EventTypes;
import dev.davit.contracts.event.Event;
import dev.davit.contracts.event.RecoveryCancelled;
import dev.davit.contracts.event.RecoveryCompleted;
import dev.davit.contracts.event.RecoveryFailed;
import dev.davit.contracts.event.RecoveryStarted;
import dev.davit.kit.jdbc.JdbcRunner;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** SQL on table {@code event_log}; there is no way to change or remove. */
public final class EventLogStore {
  private static final String COLUMNS = "select seq, at, event, previous, hash from event_log ";

  /** What one call reads at most. */
  private static final int PAGE_BYTES = 4 << 20;

  private EventLogStore() {}

  /**
   * Appenders take turns until their transactions end. To be taken before any other lock of the
   * transaction, so that two of them never wait for each other.
   */
  public static void takeTurns(Connection tx) throws SQLException {
    JdbcRunner.on(tx)
        .execute(
            "select pg_advisory_xact_lock(hashtext('davit.event-log'), hashtext(current_schema()))");
  }

  /** True if the event is in the log. */
  public static boolean has(Connection tx, String source, String id) throws SQLException {
    return JdbcRunner.on(tx)
        .first("select 1 from event_log where source = ? and id = ?", row -> true, source, id)
        .isPresent();
  }

  public static void append(Connection tx, LogEntry entry) throws SQLException {
    JdbcRunner.on(tx)
        .update(
            "insert into event_log (seq, at, event, previous, hash) values (?, ?, ?, ?, ?)",
            entry.sequence(),
            entry.at(),
            entry.event(),
            entry.previous(),
            entry.hash());
  }

  public static Optional<LogEntry> last(Connection tx) throws SQLException {
    return JdbcRunner.on(tx).first(COLUMNS + "order by seq desc limit 1", EventLogStore::entry);
  }

  /**
   * Oldest first; fewer than {@code limit} when they are large, but never none where there is one.
   *
   * @param system null: of all
   * @param run null: of all, and of none
   */
  public static List<LogEntry> after(
      Connection tx, long sequence, SystemId system, RunId run, int limit) throws SQLException {
    String name = system == null ? null : system.value();
    var id = run == null ? null : run.value();
    return JdbcRunner.on(tx)
        .query(
            """
            select seq, at, event, previous, hash from (
              select page.*, row_number() over (order by seq) as place,
                sum(octet_length(event)) over (order by seq) as bytes
              from (
                select seq, at, event, previous, hash from event_log
                where seq > ? and (?::text is null or system = ?) and (?::uuid is null or run = ?)
                order by seq limit ?) page) sized
            where place = 1 or bytes <= ? order by seq
            """,
            EventLogStore::entry,
            sequence,
            name,
            name,
            id,
            id,
            limit,
            PAGE_BYTES);
  }

  /** The newest event of a type about a system. */
  public static Optional<Envelope> newest(
      Connection tx, SystemId system, Class<? extends Event> type) throws SQLException {
    return JdbcRunner.on(tx)
        .first(
            "select event from event_log where system = ? and type = ? order by seq desc limit 1",
            row -> EventCodec.parse(row.getString("event")),
            system.value(),
            EventTypes.type(type));
  }

  /** Snapshots of recoveries that were started and have not ended. */
  public static Set<String> snapshotsBeingRecovered(Connection tx, SystemId system, Instant since)
      throws SQLException {
    List<String> found =
        JdbcRunner.on(tx)
            .query(
                """
                select event::jsonb -> 'data' -> 'context' ->> 'snapshot' as snapshot
                from event_log started where system = ? and type = ? and at > ? and not exists (
                  select 1 from event_log ended
                  where ended.run = started.run and ended.type = any (?))
                """,
                row -> row.getString("snapshot"),
                system.value(),
                EventTypes.type(RecoveryStarted.class),
                since,
                List.of(
                    EventTypes.type(RecoveryCompleted.class),
                    EventTypes.type(RecoveryFailed.class),
                    EventTypes.type(RecoveryCancelled.class)));
    return Set.copyOf(found);
  }

  private static LogEntry entry(ResultSet row) throws SQLException {
    return new LogEntry(
        row.getLong("seq"),
        JdbcRunner.instant(row, "at"),
        row.getString("event"),
        row.getString("previous"),
        row.getString("hash"));
  }
}
