package dev.davit.kit.lifecycle;

import dev.davit.contracts.error.DavitException;
import dev.davit.kit.jdbc.JdbcRunner;
import dev.davit.kit.jdbc.Signal;
import dev.davit.kit.jdbc.Transactions;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/**
 * Deletes rows of the kit's tables that nothing needs any more, an hour apart. What live work needs
 * is never deleted. Any number may run on one schema.
 */
public final class Housekeeping implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Housekeeping.class.getName());
  private static final Duration EVERY = Duration.ofHours(1);
  private static final int BATCH = 5_000;

  /**
   * Longer than any broker keeps records (a week by default), else a record that is read again
   * would be handled again.
   */
  private static final int DAYS = 35;

  private static final String NO_LIVE_WORK =
      " and not exists (select 1 from work where work.run = old.run"
          + " and work.state in ('waiting', 'ready', 'leased'))";

  /** Tables with the column that tells their age, and what else must hold. */
  private enum Expiry {
    INBOX("inbox", "at", ""),
    QUARANTINE("quarantine", "at", ""),
    FACTS("work_fact", "at", NO_LIVE_WORK),
    GENERATIONS("work_generation", "at", NO_LIVE_WORK),
    SAID("work_said", "at", NO_LIVE_WORK),
    TURNS("work_turn", "at", ""),
    WORK("work", "changed", " and old.state in ('done', 'failed', 'cancelled')");

    private final String delete;

    Expiry(String table, String age, String condition) {
      delete =
          """
          delete from %1$s where ctid = any(array(
            select old.ctid from %1$s old
            where old.%2$s < clock_timestamp() - ? * interval '1 day'%3$s limit ?))
          """
              .formatted(table, age, condition);
    }
  }

  private final Transactions transactions;
  private final Signal stop = new Signal();
  private final Thread thread;
  private volatile boolean closed;

  /** Not yet started. */
  public Housekeeping(DataSource dataSource) {
    this.transactions = new Transactions(dataSource);
    this.thread = Thread.ofPlatform().daemon().name("davit-housekeeping").unstarted(this::loop);
  }

  public Housekeeping start() {
    thread.start();
    return this;
  }

  @Override
  public void close() {
    closed = true;
    stop.raise();
  }

  /** Deletes all that is old, in small transactions; returns the number of rows. */
  public long tidy() {
    long deleted = 0;
    for (Expiry expiry : List.of(Expiry.values())) {
      int batch;
      do {
        batch = transactions.get(tx -> JdbcRunner.on(tx).update(expiry.delete, DAYS, BATCH));
        deleted += batch;
      } while (batch == BATCH && !closed);
    }
    return deleted;
  }

  private void loop() {
    try {
      while (!closed) {
        try {
          LOG.log(System.Logger.Level.DEBUG, "old rows deleted; rows={0}", tidy());
        } catch (DavitException e) {
          LOG.log(System.Logger.Level.WARNING, "old rows kept; problem=" + e.problem());
        }
        stop.await(EVERY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
