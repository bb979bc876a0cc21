package dev.davit.kit.inbox;

import dev.davit.kit.jdbc.Transactions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
    var read = new InboxBatch(batch, handler);
    Duration delay = FIRST_DELAY;
    while (closed.getCount() > 0) {
      Optional<String> waitFor = tryAccept(read);
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
  private Optional<String> tryAccept(InboxBatch batch) {
    try {
      batch.commit(transactions);
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.of("database, SQLState " + e.getSQLState());
    } catch (InboxBatch.Unavailable e) {
      return Optional.of(e.problem().toString());
    }
  }

  private void pause(Duration delay) {
    try {
      closed.await(delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InboxClosed();
    }
  }
}
