package dev.davit.media;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.kit.work.Lease;
import dev.davit.kit.work.Work;
import dev.davit.repository.Repository;
import dev.davit.repository.snapshot.RepositoryLock;
import java.util.Optional;

/**
 * The shared lock of one capture. Its id is kept with the work, so that whoever takes over removes
 * the dead worker's lock instead of waiting until it is stale. Used by one thread.
 */
final class CaptureLock implements AutoCloseable {
  private static final String NOTE = "repository-lock";

  private final RepositoryLock lock;
  private final Lease lease;
  private String remembered;

  private CaptureLock(RepositoryLock lock, Lease lease) {
    this.lock = lock;
    this.lease = lease;
  }

  /** Removes what an earlier, dead try held, then takes the lock. */
  static CaptureLock take(Repository repository, Lease lease, String process) {
    removeLeftover(repository, lease.recall(NOTE));
    var lock = new CaptureLock(repository.lockShared(process), lease);
    try {
      lock.checkHeld();
      return lock;
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** Removes the lock that an earlier try remembered; gone already is fine. */
  static void removeLeftover(Repository repository, Optional<String> id) {
    try {
      id.filter(text -> !text.isEmpty()).ifPresent(repository::unlock);
    } catch (DavitException e) {
      if (e.code() != ErrorCode.OBJECT_MISSING) {
        throw e;
      }
    }
  }

  static Optional<String> noted(Work work) {
    return work.note(NOTE);
  }

  /** {@code LOCK_LOST}; refreshing changes the lock's id, so this is to be called now and then. */
  void checkHeld() {
    lock.requireHeld();
    String id = lock.id();
    if (!id.equals(remembered)) {
      lease.remember(NOTE, id);
      remembered = id;
    }
  }

  @Override
  public void close() {
    lock.close();
  }
}
