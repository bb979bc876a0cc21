package dev.davit.kit.inbox;

import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.codec.MalformedEvent;
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
      transactions.once(tx -> {
        for (InboundRecord read : batch) {
          take(tx, read);
        }
        return null;
      });
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.of("database, SQLState " + e.getSQLState());
    } catch (Unavailable e) {
      return Optional.of(e.problem.toString());
    }
  }

  /** Whatever this event does wrong is undone and set aside; the batch goes on. */
  private void take(Connection tx, InboundRecord read) throws SQLException {
    Savepoint before = tx.setSavepoint();
    try {
      Envelope event = EventCodec.decode(read.headers(), read.value());
      if (InboxStore.firstTime(tx, event)) {
        handler.handle(event, tx);
      }
      tx.releaseSavepoint(before);
    } catch (MalformedEvent e) {
      quarantine(tx, before, read, e.problem());
    } catch (DavitException e) {
      if (PASSING.contains(e.code())) {
        throw new Unavailable(e);
      }
      quarantine(tx, before, read, e.problem());
    } catch (SQLException e) {
      if (SqlFailure.isTransient(e)) {
        throw e;
      }
      LOG.log(System.Logger.Level.ERROR, "event set aside; topic=" + read.topic(), e);
      quarantine(tx, before, read, unexpected("SQLState " + e.getSQLState()));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "event set aside; topic=" + read.topic(), e);
      quarantine(tx, before, read, unexpected(e.getClass().getSimpleName()));
    }
  }

  private static Problem unexpected(String reason) {
    return new Problem(ErrorCode.INTERNAL, "event", reason);
  }

  private static void quarantine(
      Connection tx, Savepoint before, InboundRecord read, Problem problem) throws SQLException {
    tx.rollback(before);
    QuarantineStore.add(tx, read, problem);
    LOG.log(
        System.Logger.Level.WARNING,
        "event set aside; topic=%s partition=%d offset=%d problem=%s"
            .formatted(read.topic(), read.partition(), read.offset(), problem));
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
