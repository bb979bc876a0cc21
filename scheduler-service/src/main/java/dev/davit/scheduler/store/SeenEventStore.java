package dev.davit.scheduler.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.codec.Json;
import dev.davit.kit.jdbc.JdbcRunner;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Events as the scheduler saw them, for people and programs that watch; not the audit log. */
public final class SeenEventStore {
  /** What one call reads at most: any publisher may send events of nearly a mebibyte each. */
  private static final int PAGE_BYTES = 4 << 20;

  private SeenEventStore() {}

  /**
   * @param sequence where to go on after it
   */
  public record Seen(long sequence, JsonNode event) {}

  /**
   * Lets whoever writes wait for each other until the transaction ends, so that numbers become
   * visible in their order and no reader passes one that is still to come. First thing in a
   * transaction.
   */
  public static void inOrder(Connection tx) throws SQLException {
    JdbcRunner.on(tx)
        .execute("select pg_advisory_xact_lock(hashtext('seen_event.' || current_schema()), 8)");
  }

  /**
   * An event to be kept.
   *
   * @param run null if it belongs to none
   */
  public record Heard(Envelope event, RunId run) {}

  /** In their order. */
  public static void add(Connection tx, List<Heard> heard) throws SQLException {
    byte[][] bodies =
        heard.stream()
            .map(each -> EventCodec.encode(each.event()).body())
            .toArray(byte[][]::new); // as bytes, since the driver escapes texts in arrays
    JdbcRunner.on(tx)
        .update(
            """
            insert into seen_event (system, run, event)
            select system, run::uuid, convert_from(event, 'UTF8')::jsonb
            from unnest(?::text[], ?::text[], ?::bytea[]) with ordinality
              as heard (system, run, event, place)
            order by place\
            """,
            Texts.of(heard, each -> each.event().event().system()),
            Texts.of(heard, Heard::run),
            tx.createArrayOf("bytea", bodies));
  }

  /**
   * @param run null if it belongs to none
   */
  public static void add(Connection tx, Envelope event, RunId run) throws SQLException {
    add(tx, List.of(new Heard(event, run)));
  }

  /** Takes the place of what the service said of its progress in the run before. */
  public static void progress(Connection tx, Envelope event, RunId run, String service)
      throws SQLException {
    JdbcRunner.on(tx)
        .update("delete from seen_event where run = ? and progress = ?", run.value(), service);
    JdbcRunner.on(tx)
        .update(
            """
            insert into seen_event (system, run, progress, event)
            select system, id, ?, ?::jsonb from run where id = ? and system = ? and not ended\
            """,
            service,
            EventCodec.text(event),
            run.value(),
            event.event().system().value());
  }

  /** What each service said last of its progress in a live run. */
  public static List<Envelope> progress(Connection tx, RunId run) throws SQLException {
    return JdbcRunner.on(tx)
        .query(
            "select event from seen_event where run = ? and progress is not null order by progress",
            row -> EventCodec.parse(row.getString("event")),
            run.value());
  }

  /** Nobody needs to know any more how far an ended run was. */
  public static void endProgress(Connection tx, RunId run) throws SQLException {
    JdbcRunner.on(tx)
        .update("delete from seen_event where run = ? and progress is not null", run.value());
  }

  /**
   * Oldest first; fewer than {@code limit} when they are large, but never none where there is one.
   */
  public static List<Seen> after(
      Connection tx, long sequence, SystemId system, RunId run, int limit) throws SQLException {
    return JdbcRunner.on(tx)
        .query(
            """
            select seq, event from (
              select seq, event, row_number() over (order by seq) as place,
                sum(octet_length(event::text)) over (order by seq) as bytes
              from (
                select seq, event from seen_event where seq > ? and (?::text is null or system = ?)
                  and (?::uuid is null or run = ?) order by seq limit ?) page) sized
            where place = 1 or bytes <= ? order by seq\
            """,
            row -> new Seen(row.getLong("seq"), Json.read(row.getString("event"), JsonNode.class)),
            sequence,
            system == null ? null : system.value(),
            system == null ? null : system.value(),
            run == null ? null : run.value(),
            run == null ? null : run.value(),
            limit,
            PAGE_BYTES);
  }

  /** Forgets what is older than 30 days. */
  public static int clean(Connection tx) throws SQLException {
    return JdbcRunner.on(tx).update("delete from seen_event where at < now() - interval '30 days'");
  }
}
