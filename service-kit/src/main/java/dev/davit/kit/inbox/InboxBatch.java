package dev.davit.kit.inbox;

import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Problem;
import dev.davit.kit.jdbc.SqlFailure;
import dev.davit.kit.jdbc.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The records of one poll, taken in one transaction. Nearly always nothing is wrong with any of
 * them, so the events are handled together first, without a savepoint for each; if one spoils that,
 * all is undone and they are handled again, each on its own.
 */
final class InboxBatch {
  private static final System.Logger LOG = System.getLogger(InboxBatch.class.getName());

  /** Lines about events that were set aside: a flood of them must not be one of logs. */
  private static final int LINES = 20;

  /** Not the event's fault and over by itself. */
  private static final Set<ErrorCode> PASSING =
      Set.of(ErrorCode.STATE_UNAVAILABLE, ErrorCode.STORE_UNAVAILABLE, ErrorCode.STORE_THROTTLED);

  private final EventHandler handler;
  private final List<DecodedRecord> events = new ArrayList<>();
  private final List<Aside> malformed = new ArrayList<>();

  /**
   * @param failure null if it needs no look into the program
   */
  private record Aside(InboundRecord record, Problem problem, Throwable failure) {

    static Aside of(InboundRecord record, Throwable fault) {
      return switch (fault) {
        case DavitException e -> new Aside(record, e.problem(), null);
        case SQLException e -> unexpected(record, "SQLState " + e.getSQLState(), e);
        default -> unexpected(record, fault.getClass().getSimpleName(), fault);
      };
    }

    private static Aside unexpected(InboundRecord record, String reason, Throwable failure) {
      return new Aside(record, new Problem(ErrorCode.INTERNAL, "event", reason), failure);
    }
  }

  InboxBatch(List<InboundRecord> batch, EventHandler handler) {
    this.handler = handler;
    batch.forEach(this::decode);
  }

  private void decode(InboundRecord read) {
    try {
      var event = EventCodec.decode(read.headers(), read.value());
      TopicRule.require(event, read.topic());
      events.add(new DecodedRecord(read, event));
    } catch (RuntimeException | StackOverflowError e) {
      malformed.add(Aside.of(read, e));
    }
  }

  /**
   * Commits everything, or nothing.
   *
   * @throws SQLException only a passing one
   * @throws Unavailable if something else is away
   */
  void commit(Transactions transactions) throws SQLException {
    List<Aside> aside;
    try {
      aside = transactions.once(this::takeTogether);
    } catch (Spoilt e) {
      aside = transactions.once(this::takeEach);
    }
    tell(aside);
  }

  private List<Aside> takeTogether(Connection tx) throws SQLException {
    for (Aside record : malformed) {
      QuarantineStore.add(tx, record.record(), record.problem());
    }
    try {
      Set<String> fresh = InboxStore.firstTime(tx, events);
      takeInOrder(tx, fresh);
    } catch (SQLException | RuntimeException | StackOverflowError e) {
      requireOwnFault(e);
      throw new Spoilt(e);
    }
    return malformed;
  }

  private void takeInOrder(Connection tx, Set<String> fresh) throws SQLException {
    List<Envelope> news = new ArrayList<>();
    for (DecodedRecord read : events) {
      if (fresh.remove(read.place().toString())) { // once, though it be there twice
        news.add(read.event());
      } else {
        handler.handleAll(news, tx);
        news.clear();
        handle(tx, read, false);
      }
    }
    handler.handleAll(news, tx);
  }

  /** Whatever an event does wrong is undone and set aside; the batch goes on. */
  private List<Aside> takeEach(Connection tx) throws SQLException {
    List<Aside> aside = new ArrayList<>(malformed);
    for (DecodedRecord read : events) {
      Savepoint before = tx.setSavepoint();
      try {
        handle(tx, read, InboxStore.firstTime(tx, read.event(), read.place()));
      } catch (SQLException | RuntimeException | StackOverflowError e) {
        requireOwnFault(e);
        tx.rollback(before);
        aside.add(Aside.of(read.record(), e));
      }
      tx.releaseSavepoint(before);
    }
    for (Aside record : aside) {
      QuarantineStore.add(tx, record.record(), record.problem());
    }
    return aside;
  }

  private void handle(Connection tx, DecodedRecord read, boolean first) throws SQLException {
    if (first) {
      handler.handle(read.event(), tx);
    } else if (InboxStore.isResent(tx, read.event(), read.place())) {
      handler.again(read.event(), tx);
    }
  }

  private static void requireOwnFault(Throwable failure) throws SQLException {
    if (failure instanceof DavitException e && PASSING.contains(e.code())) {
      throw new Unavailable(e);
    }
    if (failure instanceof SQLException e && SqlFailure.isTransient(e)) {
      throw e;
    }
  }

  private static void tell(List<Aside> aside) {
    for (Aside record : aside.subList(0, Math.min(aside.size(), LINES))) {
      LOG.log(
          record.failure() == null ? System.Logger.Level.WARNING : System.Logger.Level.ERROR,
          "event set aside; record=%s problem=%s"
              .formatted(record.record().place(), record.problem()),
          record.failure());
    }
    if (aside.size() > LINES) {
      LOG.log(System.Logger.Level.WARNING, "events set aside; count=" + aside.size());
    }
  }

  /** Carries an event's fault out of the transaction, past its rollback. */
  private static final class Spoilt extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Spoilt(Throwable cause) {
      super(cause);
    }
  }

  /** Carries a passing failure out of the transaction, past its rollback. */
  static final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    private Unavailable(DavitException cause) {
      super(cause);
      this.problem = cause.problem();
    }

    Problem problem() {
      return problem;
    }
  }
}
