package dev.davit.scheduler;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.error.DavitException;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.kit.outbox.Cause;
import dev.davit.scheduler.model.Cron;
import dev.davit.scheduler.model.ProtectedSystem;
import dev.davit.scheduler.store.ScheduleStore;
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
    Instant nominal = due.nextFire();
    Instant next = cron.next(nominal).orElseThrow();
    while (!next.isAfter(clock.instant())) {
      ScheduleStore.recordFire(tx, due.system(), nominal, null, "no scheduler was running");
      nominal = next;
      next = cron.next(nominal).orElseThrow();
    }
    run(tx, due.system(), nominal);
    ScheduleStore.put(tx, new ScheduleStore.Row(due.system(), due.cron(), due.zone(), false, next));
  }

  private void run(Connection tx, SystemId name, Instant nominal) throws SQLException {
    SystemStore.lock(tx, name);
    ProtectedSystem system = SystemStore.find(tx, name).orElseThrow();
    try {
      var cause = new Cause(UUID.randomUUID().toString(), null, null);
      RunId run = starter.backup(tx, system, cause, "scheduled for " + nominal);
      ScheduleStore.recordFire(tx, name, nominal, run, null);
    } catch (DavitException e) {
      ScheduleStore.recordFire(tx, name, nominal, null, e.problem().toString());
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
