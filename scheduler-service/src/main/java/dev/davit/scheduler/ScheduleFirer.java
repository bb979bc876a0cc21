package dev.davit.scheduler;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.error.DavitException;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.kit.outbox.Cause;
import dev.davit.scheduler.model.Cron;
import dev.davit.scheduler.model.Origin;
import dev.davit.scheduler.model.ProtectedSystem;
import dev.davit.scheduler.store.ScheduleStore;
import dev.davit.scheduler.store.ScheduleStore.Fires;
import dev.davit.scheduler.store.SystemStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Starts what is due. Each nominal fire has exactly one run or one recorded miss, however many
 * replicas there are: the fire's row and the run are one transaction. Of fires that were missed
 * while no scheduler ran, only the newest is made up for.
 */
public final class ScheduleFirer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ScheduleFirer.class.getName());
  private static final Duration POLL = Duration.ofSeconds(1);

  private final Transactions transactions;
  private final RunStarter starter;
  private final InstantSource clock;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::loop, "davit-schedule-firer");

  public ScheduleFirer(Transactions transactions, RunStarter starter, InstantSource clock) {
    this.transactions = transactions;
    this.starter = starter;
    this.clock = clock;
  }

  public ScheduleFirer start() {
    thread.start();
    return this;
  }

  /** True while what is due is started. */
  public boolean alive() {
    return thread.isAlive();
  }

  private void loop() {
    try {
      while (!closed.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        fireAll();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void fireAll() {
    try {
      while (fireDue()) {
        // One transaction for each schedule, so that none waits for another.
      }
    } catch (DavitException e) {
      LOG.log(System.Logger.Level.WARNING, "schedules wait; reason=" + e.problem());
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "schedules wait", e);
    }
  }

  /** Deals with one schedule that is due; false if there is none. */
  public boolean fireDue() {
    return transactions.get(tx -> {
      var due = ScheduleStore.claimDue(tx, clock.instant());
      if (due.isPresent()) {
        fire(tx, due.get());
      }
      return due.isPresent();
    });
  }

  private void fire(Connection tx, ScheduleStore.Row due) throws SQLException {
    Cron cron = Cron.parse(due.cron(), due.zone());
    Instant now = clock.instant();
    Instant nominal = due.nextFire();
    Instant next = cron.next(nominal).orElseThrow();
    Fires missed = null;
    while (!next.isAfter(now)) {
      missed = missed == null ? Fires.one(nominal) : missed.and(nominal);
      nominal = next;
      next = cron.next(nominal).orElseThrow();
    }
    if (missed != null) {
      ScheduleStore.missed(tx, due.system(), missed, "no scheduler was running");
    }
    if (!ScheduleStore.isRecorded(tx, due.system(), nominal)) {
      run(tx, due.system(), nominal);
    }
    ScheduleStore.put(tx, new ScheduleStore.Row(due.system(), due.cron(), due.zone(), false, next));
  }

  private void run(Connection tx, SystemId name, Instant nominal) throws SQLException {
    SystemStore.lock(tx, name);
    ProtectedSystem system = SystemStore.find(tx, name).orElseThrow();
    try {
      var cause = new Cause(UUID.randomUUID().toString(), null, null);
      RunId run = starter.backup(tx, system, cause, Origin.schedule("due at " + nominal));
      ScheduleStore.ran(tx, name, nominal, run);
    } catch (DavitException e) {
      ScheduleStore.missed(tx, name, Fires.one(nominal), e.problem().toString());
      LOG.log(
          System.Logger.Level.WARNING,
          "backup missed; system=%s nominal=%s reason=%s".formatted(name, nominal, e.problem()));
    }
  }

  @Override
  public void close() throws InterruptedException {
    closed.countDown();
    thread.join(Duration.ofSeconds(5));
  }
}
