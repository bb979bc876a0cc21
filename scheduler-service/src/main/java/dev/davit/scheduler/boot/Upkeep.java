package dev.davit.scheduler.boot;

import dev.davit.contracts.error.DavitException;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.kit.lifecycle.Housekeeping;
import dev.davit.scheduler.store.FireStore;
import dev.davit.scheduler.store.RequestStore;
import dev.davit.scheduler.store.SeenEventStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Keeps metrics fresh, and once an hour forgets requests, events and fires that are old. */
final class Upkeep implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Upkeep.class.getName());
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final Duration FOR_EACH = Duration.ofMillis(10);
  private static final Duration CLEAN = Duration.ofHours(1);

  private final Transactions transactions;
  private final StandingMetrics metrics;
  private final InstantSource clock;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofPlatform().daemon().name("davit-upkeep").unstarted(this::loop);
  private long cleanedAt = System.nanoTime() - CLEAN.toNanos();

  Upkeep(Transactions transactions, StandingMetrics metrics, InstantSource clock) {
    this.transactions = transactions;
    this.clock = clock;
    this.metrics = metrics;
  }

  Upkeep start() {
    thread.start();
    return this;
  }

  private void loop() {
    try {
      do {
        attempt();
      } while (!closed.await(pause().toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** However many systems there are, looking at them takes a small share of one processor. */
  private Duration pause() {
    Duration forAll = FOR_EACH.multipliedBy(metrics.systems());
    return forAll.compareTo(EVERY) > 0 ? forAll : EVERY;
  }

  private void attempt() {
    try {
      metrics.refresh();
      if (System.nanoTime() - cleanedAt >= CLEAN.toNanos()) {
        Instant before = clock.instant().minus(Housekeeping.KEPT);
        transactions.run(tx -> RequestStore.clean(tx, before));
        transactions.run(SeenEventStore::clean);
        transactions.run(FireStore::clean);
        cleanedAt = System.nanoTime();
      }
    } catch (DavitException e) {
      LOG.log(System.Logger.Level.WARNING, "upkeep waits; reason=" + e.problem());
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "upkeep waits", e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    closed.countDown();
    thread.join(Duration.ofSeconds(5));
  }
}
