package dev.davit.kit.lifecycle;

import dev.davit.contracts.error.DavitException;
import dev.davit.kit.jdbc.JdbcRunner;
import dev.davit.kit.jdbc.Signal;
import dev.davit.kit.jdbc.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
   * How long everything is kept that nothing needs any more: which events were handled, what was
   * set aside, work that has ended. Five weeks: longer than a broker keeps records (a week by
   * default, a month in Davit's own stack), else a record that is read again would be handled
   * again; and five times what publishers of requests are promised.
   */
  public static final Duration KEPT = Duration.ofDays(35);

  private static final String NO_LIVE_WORK =
      " and not exists (select 1 from work where work.run = old.run"
          + " and work.state in ('waiting', 'ready', 'leased'))";

  /** Tables with the column that tells their age, and what else must hold. */
  private enum Expiry {
    INBOX("inbox", "old.at", ""),
    QUARANTINE("quarantine", "coalesce(old.settled, old.at)", ""),
    FACTS("work_fact", "old.at", NO_LIVE_WORK),
    GENERATIONS("work_generation", "old.at", NO_LIVE_WORK),
    SAID("work_said", "old.at", NO_LIVE_WORK),
    TURNS("work_turn", "old.at", ""),
    WORK("work", "old.changed", " and old.state in ('done', 'failed', 'cancelled')");

    private final String delete;

    Expiry(String table, String age, String condition) {
      delete =
          """
          delete from %1$s where ctid = any(array(
            select old.ctid from %1$s old
            where %2$s < ?%3$s limit ?))
          """
              .formatted(table, age, condition);
    }
  }

  private final Transactions transactions;
  private final InstantSource clock;
  private final Signal stop = new Signal();
  private final Thread thread;
  private volatile boolean closed;

  /** Not yet started. */
  public Housekeeping(DataSource dataSource, InstantSource clock) {
    this.transactions = new Transactions(dataSource);
    this.clock = clock;
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
    Instant before = clock.instant().minus(KEPT);
    for (Expiry expiry : List.of(Expiry.values())) {
      int batch;
      do {
        batch = transactions.get(tx -> JdbcRunner.on(tx).update(expiry.delete, before, BATCH));
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
