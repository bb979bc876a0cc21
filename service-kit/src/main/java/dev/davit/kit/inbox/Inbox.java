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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Takes batches of records: decodes, drops doubles, hands each event to the handler, commits.
 * Thread-safe; batches of different partitions may come at the same time.
 */
public final class Inbox implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Inbox.class.getName());
  private static final Duration FIRST_DELAY = Duration.ofMillis(200);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);

  /**
   * Lines about events of one batch that were set aside: a flood of them must not be one of logs.
   */
  private static final int LINES = 20;

  /** Not the event's fault and over by itself. */
  private static final Set<ErrorCode> PASSING =
      Set.of(ErrorCode.STATE_UNAVAILABLE, ErrorCode.STORE_UNAVAILABLE, ErrorCode.STORE_THROTTLED);

  private final Transactions transactions;
  private final EventHandler handler;
  private final CountDownLatch closed = new CountDownLatch(1);

  public Inbox(DataSource dataSource, EventHandler handler) {
    this.transactions = new Transactions(dataSource);
    this.handler = handler;
  }

  /**
   * Returns when the batch is committed: now the caller may acknowledge it. Waits for the database
   * as long as it takes. Commits nothing, or the whole batch.
   *
   * @throws InboxClosed if closed, or the thread interrupted, while it waited: do not acknowledge
   */
  public void accept(List<InboundRecord> batch) {
    Duration delay = FIRST_DELAY;
    while (closed.getCount() > 0) {
      Optional<String> waitFor = tryAccept(batch);
      if (waitFor.isEmpty()) {
        return;
      }
      LOG.log(System.Logger.Level.WARNING, "batch waits; reason=" + waitFor.get());
      pause(delay);
      Duration doubled = delay.multipliedBy(2);
      delay = doubled.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : doubled;
    }
    throw new InboxClosed();
  }

  /** Ends the waiting of a batch; a batch that is being handled is finished. */
  @Override
  public void close() {
    closed.countDown();
  }

  /** The reason to try again, or empty when committed. */
  private Optional<String> tryAccept(List<InboundRecord> batch) {
    try {
      int aside =
          transactions.once(tx -> {
            int count = 0;
            for (InboundRecord read : batch) {
              count += take(tx, read, count < LINES) ? 0 : 1;
            }
            return count;
          });
      if (aside > LINES) {
        LOG.log(System.Logger.Level.WARNING, "events set aside; count=" + aside);
      }
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.of("database, SQLState " + e.getSQLState());
    } catch (Unavailable e) {
      return Optional.of(e.problem.toString());
    }
  }

  /**
   * Whatever this event does wrong is undone and set aside; the batch goes on.
   *
   * @param told whether the log tells of it
   * @return false if it was set aside
   */
  private boolean take(Connection tx, InboundRecord read, boolean told) throws SQLException {
    Savepoint before = tx.setSavepoint();
    Problem problem;
    try {
      handle(tx, read);
      tx.releaseSavepoint(before);
      return true;
    } catch (DavitException e) {
      if (PASSING.contains(e.code())) {
        throw new Unavailable(e);
      }
      problem = e.problem();
    } catch (SQLException e) {
      if (SqlFailure.isTransient(e)) {
        throw e;
      }
      problem = unexpected("SQLState " + e.getSQLState(), e, told);
    } catch (RuntimeException | StackOverflowError e) {
      problem = unexpected(e.getClass().getSimpleName(), e, told);
    }
    tx.rollback(before);
    tx.releaseSavepoint(before);
    QuarantineStore.add(tx, read, problem);
    if (told) {
      LOG.log(
          System.Logger.Level.WARNING,
          "event set aside; record=%s problem=%s".formatted(read.place(), problem));
    }
    return false;
  }

  private void handle(Connection tx, InboundRecord read) throws SQLException {
    Envelope event = EventCodec.decode(read.headers(), read.value());
    TopicRule.require(event, read.topic());
    if (InboxStore.firstTime(tx, event, read.place())) {
      handler.handle(event, tx);
    } else if (InboxStore.isResent(tx, event, read.place())) {
      handler.again(event, tx);
    }
  }

  private static Problem unexpected(String reason, Throwable failure, boolean told) {
    if (told) {
      LOG.log(System.Logger.Level.ERROR, "event not handled; reason=" + reason, failure);
    }
    return new Problem(ErrorCode.INTERNAL, "event", reason);
  }

  private void pause(Duration delay) {
    try {
      closed.await(delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InboxClosed();
    }
  }

  /** Carries a passing failure out of the transaction, past its rollback. */
  private static final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    Unavailable(DavitException cause) {
      super(cause);
      this.problem = cause.problem();
    }
  }
}
