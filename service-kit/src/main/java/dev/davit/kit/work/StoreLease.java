package dev.davit.kit.work;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.Progress;
import dev.davit.contracts.event.RunFact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A lease in a {@link WorkStore}, kept by a {@link Worker}'s heartbeats. */
final class StoreLease implements Lease {
  private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** Why the work should end; the first reason counts, but a lost lease outweighs all. */
  enum End {
    NONE,
    STOPPING,
    CANCELLED,
    SUPERSEDED,
    LOST
  }

  private final WorkStore store;
  private final Work work;
  private final Duration length;
  private final ProgressSender progress;
  private final AtomicLong lastProgress;
  private volatile long heldUntil;
  private final List<Runnable> endings = new ArrayList<>();
  private End end = End.NONE;

  /**
   * @param asked {@link System#nanoTime} before the claim: the lease cannot have begun earlier
   */
  StoreLease(WorkStore store, Work work, Duration length, ProgressSender progress, long asked) {
    this.store = store;
    this.work = work;
    this.length = length;
    this.progress = progress;
    this.heldUntil = asked + length.toNanos();
    this.lastProgress = new AtomicLong(asked - PROGRESS_INTERVAL.toNanos());
  }

  synchronized End end() {
    return end;
  }

  /** True if this ended it: the caller interrupts the handler then. */
  synchronized boolean endBecause(End reason) {
    boolean first = end == End.NONE && reason != End.NONE;
    if (reason.compareTo(end) > 0) {
      end = reason;
    }
    if (first) {
      endings.forEach(Thread::startVirtualThread);
    }
    notifyAll();
    return first;
  }

  /** Asks the store; whatever it answers is remembered. Never throws. */
  End beat() {
    try {
      long asked = System.nanoTime();
      switch (store.heartbeat(work, length)) {
        case HELD -> {}
        case CANCEL_REQUESTED -> endBecause(End.CANCELLED);
        case SUPERSEDED -> endBecause(End.SUPERSEDED);
      }
      heldUntil = asked + length.toNanos();
    } catch (DavitException e) {
      // The database being away ends the lease when its time is over, not before.
      if (e.code() == ErrorCode.LEASE_LOST || expired()) {
        endBecause(End.LOST);
      }
    }
    return end();
  }

  private boolean expired() {
    return System.nanoTime() - heldUntil > 0;
  }

  @Override
  public boolean cancelled() {
    return end() != End.NONE || expired();
  }

  @Override
  public synchronized void onEnd(Runnable ending) {
    if (end == End.NONE) {
      endings.add(ending);
    } else {
      Thread.startVirtualThread(ending);
    }
  }

  @Override
  public void requireHeld() {
    beat();
    requireNotEnded();
    if (expired()) {
      throw WorkRows.leaseLost(work.id().toString());
    }
  }

  private void requireNotEnded() {
    switch (end()) {
      case NONE -> {}
      case LOST -> throw WorkRows.leaseLost(work.id().toString());
      case CANCELLED, SUPERSEDED, STOPPING ->
          throw new DavitException(
              ErrorCode.CANCELLED, "work \"" + work.kind() + "\"", "run " + work.run());
    }
  }

  @Override
  public boolean announce(RunFact fact) {
    return announce(fact, work.generation());
  }

  @Override
  public boolean announce(RunFact fact, int generation) {
    return store.announce(work, fact, generation);
  }

  @Override
  public void progress(Progress event) {
    long now = System.nanoTime();
    long last = lastProgress.get();
    if (now - last >= PROGRESS_INTERVAL.toNanos() && lastProgress.compareAndSet(last, now)) {
      progress.send(event, work.cause());
    }
  }

  @Override
  public void waits(String why) {
    store.waits(work, why);
  }

  @Override
  public <T extends RunFact> Optional<T> awaitFact(Class<T> type, Duration timeout)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      requireNotEnded();
      Optional<T> fact = store.findFact(work, type);
      long left = deadline - System.nanoTime();
      if (fact.isPresent() || left <= 0) {
        return fact;
      }
      pause(Math.min(left, LOOK.toNanos()));
    }
  }

  /** Woken by the end of the lease. */
  private synchronized void pause(long nanos) throws InterruptedException {
    if (end == End.NONE) {
      wait(Math.max(1, nanos / 1_000_000));
    }
  }

  /** Lets those who await a fact look again. */
  synchronized void wake() {
    notifyAll();
  }

  @Override
  public void remember(String key, String value) {
    store.remember(work, key, value);
  }

  @Override
  public Optional<String> recall(String key) {
    return store.recall(work, key);
  }
}
