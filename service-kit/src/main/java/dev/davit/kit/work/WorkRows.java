package dev.davit.kit.work;

import dev.davit.contracts.RunId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Problem;
import dev.davit.kit.jdbc.JdbcRunner;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** SQL on table {@code work}; {@link #move} is the one door through which a state changes. */
final class WorkRows {
  private WorkRows() {}

  /** A row that has not ended. */
  record Live(WorkItem item, WorkKind kind, int generation, boolean superseded) {}

  /**
   * Handlers of one run take turns until their transactions end: else an order and the fact it
   * needs, heard at the same time, would each miss the other.
   */
  static void takeTurns(Connection tx, RunId run) throws SQLException {
    JdbcRunner.on(tx)
        .execute(
            "select pg_advisory_xact_lock(hashtext('davit.work.' || current_schema()), hashtext(?))",
            run.toString());
  }

  static void insert(
      Connection tx,
      WorkKind kind,
      RunId run,
      int generation,
      Envelope order,
      Set<String> needs,
      Admission admission)
      throws SQLException {
    JdbcRunner.on(tx)
        .update(
            """
            insert into work (id, kind, run, system, generation, state, needs, event, admission)
            values (?, ?, ?, ?, ?, 'waiting', ?, ?::jsonb, ?::jsonb) on conflict do nothing
            """,
            UUID.randomUUID(),
            kind.name(),
            run.value(),
            order.event().system().value(),
            generation,
            needs,
            EventCodec.text(order),
            Json.text(admission));
  }

  /** Locked until the transaction ends, so that a move from them cannot miss. */
  static List<Live> live(Connection tx, RunId run) throws SQLException {
    return JdbcRunner.on(tx)
        .query(
            """
            select id, kind, generation, state, needs, owner, epoch, superseded from work
            where run = ? and state in ('waiting', 'ready', 'leased') order by id for update
            """,
            row ->
                new Live(
                    item(row),
                    new WorkKind(row.getString("kind")),
                    row.getInt("generation"),
                    row.getBoolean("superseded")),
            run.value());
  }

  private static WorkItem item(ResultSet row) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    return switch (row.getString("state")) {
      case "waiting" -> new WorkItem.Waiting(id, texts(row.getArray("needs")));
      case "ready" -> new WorkItem.Ready(id);
      default -> new WorkItem.Leased(id, row.getString("owner"), row.getLong("epoch"));
    };
  }

  static Set<String> texts(Array array) throws SQLException {
    return Set.of((String[]) array.getArray());
  }

  /** How a move fills the columns beside the state. */
  record Details(Duration delay, int attemptsBack, Problem problem, String waits) {
    static final Details NONE = new Details(Duration.ZERO, 0, null, null);
  }

  /**
   * Changes a state, if the row still stands where the move starts.
   *
   * @throws DavitException {@code LEASE_LOST}, and nothing is changed, if it does not
   */
  static void move(Connection tx, WorkItem from, WorkItem to, Details details) throws SQLException {
    Long epoch = from instanceof WorkItem.Leased leased ? (Long) leased.epoch() : null;
    int changed =
        JdbcRunner.on(tx)
            .update(
                """
                update work set state = ?, owner = null, lease_until = null,
                  not_before = clock_timestamp() + ? * interval '1 millisecond',
                  attempt = attempt - ?, problem = ?::jsonb, waits = ?,
                  changed = clock_timestamp()
                where id = ? and state = ? and (?::bigint is null or epoch = ?)
                """,
                state(to),
                details.delay().toMillis(),
                details.attemptsBack(),
                details.problem() == null ? null : Json.text(details.problem()),
                details.waits(),
                from.id(),
                state(from),
                epoch,
                epoch);
    if (changed == 0) {
      throw leaseLost(from.id().toString());
    }
  }

  private static String state(WorkItem item) {
    return switch (item) {
      case WorkItem.Waiting _ -> "waiting";
      case WorkItem.Ready _ -> "ready";
      case WorkItem.Leased _ -> "leased";
      case WorkItem.Done _ -> "done";
      case WorkItem.Failed _ -> "failed";
      case WorkItem.Cancelled _ -> "cancelled";
    };
  }

  static DavitException leaseLost(String id) {
    return new DavitException(ErrorCode.LEASE_LOST, "work \"" + id + "\"", null);
  }

  static WorkStore.Heartbeat heartbeat(Connection tx, WorkItem.Leased item, Duration lease)
      throws SQLException {
    return JdbcRunner.on(tx)
        .first(
            """
            update work set lease_until = clock_timestamp() + ? * interval '1 millisecond'
            where id = ? and epoch = ? and state = 'leased'
            returning cancel_requested, superseded
            """,
            row ->
                row.getBoolean("superseded")
                    ? WorkStore.Heartbeat.SUPERSEDED
                    : row.getBoolean("cancel_requested")
                        ? WorkStore.Heartbeat.CANCEL_REQUESTED
                        : WorkStore.Heartbeat.HELD,
            lease.toMillis(),
            item.id(),
            item.epoch())
        .orElseThrow(() -> leaseLost(item.id().toString()));
  }

  /** Nobody else can take the work until the transaction ends. */
  static void requireHeld(Connection tx, WorkItem.Leased item) throws SQLException {
    var held =
        JdbcRunner.on(tx)
            .first(
                "select 1 from work where id = ? and epoch = ? and state = 'leased' for update",
                row -> row.getInt(1),
                item.id(),
                item.epoch());
    if (held.isEmpty()) {
      throw leaseLost(item.id().toString());
    }
  }

  static void requestCancel(Connection tx, UUID id) throws SQLException {
    JdbcRunner.on(tx)
        .update(
            "update work set cancel_requested = true, not_before = clock_timestamp() where id = ?",
            id);
  }

  static void markSuperseded(Connection tx, UUID id) throws SQLException {
    JdbcRunner.on(tx).update("update work set superseded = true where id = ?", id);
  }

  /** The newest item of a kind, in whatever state. */
  record Newest(int generation, Envelope order, Admission admission, boolean cancelRequested) {}

  static Optional<Newest> newest(Connection tx, WorkKind kind, RunId run) throws SQLException {
    return JdbcRunner.on(tx)
        .first(
            """
            select generation, event, admission, cancel_requested from work
            where kind = ? and run = ? order by generation desc limit 1
            """,
            row ->
                new Newest(
                    row.getInt("generation"),
                    EventCodec.parse(row.getString("event")),
                    ClaimRows.admission(row),
                    row.getBoolean("cancel_requested")),
            kind.name(),
            run.value());
  }

  /** True if that is news; null: it does not wait any more. */
  static boolean waits(Connection tx, UUID id, String why) throws SQLException {
    return JdbcRunner.on(tx)
            .update(
                "update work set waits = ? where id = ? and waits is distinct from ?", why, id, why)
        == 1;
  }

  static void remember(Connection tx, UUID id, String key, String value) throws SQLException {
    JdbcRunner.on(tx)
        .update(
            "update work set notes = notes || jsonb_build_object(?::text, ?::text) where id = ?",
            key,
            value,
            id);
  }

  static Optional<String> recall(Connection tx, UUID id, String key) throws SQLException {
    return JdbcRunner.on(tx)
        .query("select notes ->> ? from work where id = ?", row -> row.getString(1), key, id)
        .stream()
        .filter(java.util.Objects::nonNull)
        .findFirst();
  }
}
