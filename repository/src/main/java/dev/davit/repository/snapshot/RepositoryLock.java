package dev.davit.repository.snapshot;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.backend.StoreException;
import dev.davit.repository.pack.BlobId;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A held lock, refreshed in the background every five minutes by writing a new object and then
 * removing the old. Closing removes it and is repeatable. Thread-safe.
 */
public final class RepositoryLock implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RepositoryLock.class.getName());

  private final Locks locks;
  private final InstantSource clock;
  private final LockTiming timing;
  private final ScheduledExecutorService refresher;
  private Lock lock;
  private BlobId id;
  private boolean lost;
  private boolean closed;

  RepositoryLock(Locks locks, InstantSource clock, LockTiming timing, Lock lock, BlobId id) {
    this.locks = locks;
    this.clock = clock;
    this.timing = timing;
    this.lock = lock;
    this.id = id;
    this.refresher =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("davit-lock").factory());
    long check = timing.check().toMillis();
    refresher.scheduleWithFixedDelay(this::refreshIfDue, check, check, TimeUnit.MILLISECONDS);
  }

  /** Id of the lock object as it is now; refreshing changes it. */
  public synchronized String id() {
    return id.toString();
  }

  public boolean isExclusive() {
    return lock.exclusive();
  }

  /**
   * Looks at the store.
   *
   * @throws DavitException {@code LOCK_LOST} if it was removed, or could not be refreshed for 22
   *     minutes
   */
  public synchronized void requireHeld() {
    if (closed || lost || age().compareTo(timing.lost()) >= 0 || !locks.exists(id)) {
      lost = true;
      String reason = closed ? "it was released" : "it was removed, or not refreshed in time";
      throw new DavitException(ErrorCode.LOCK_LOST, "lock \"" + id + '"', reason);
    }
  }

  private Duration age() {
    return Duration.between(lock.time(), clock.instant());
  }

  private synchronized void refreshIfDue() {
    if (closed || lost || age().compareTo(timing.refresh()) < 0) {
      return;
    }
    try {
      refresh();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "lock not refreshed lock=" + id.shortText(), e);
    }
  }

  private void refresh() {
    if (!locks.exists(id)) {
      lost = true;
      return;
    }
    Lock renewed = lock.at(clock.instant());
    BlobId newId = locks.create(renewed);
    BlobId oldId = id;
    lock = renewed;
    id = newId;
    locks.remove(oldId.toString());
  }

  /** Never fails: a lock that cannot be removed now is stale to others after half an hour. */
  @Override
  public void close() {
    refresher.shutdown();
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    locks.released(this);
    try {
      locks.remove(id.toString());
    } catch (StoreException e) {
      LOG.log(Level.WARNING, "lock not removed lock=" + id.shortText(), e);
    }
  }
}
