package dev.davit.audit;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.settings.RepositorySettings;
import dev.davit.kit.work.Lease;
import dev.davit.kit.work.Work;
import dev.davit.repository.Repository;
import dev.davit.repository.snapshot.RepositoryLock;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The repository lock of one piece of work. Its id is kept with the work, so that whoever takes
 * over removes the dead worker's lock instead of waiting until it is stale. Used by one thread.
 */
final class WorkLock implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(WorkLock.class.getName());
  private static final String NOTE = "repository-lock";

  private final RepositoryLock lock;
  private final Lease lease;
  private String remembered;

  private WorkLock(RepositoryLock lock, Lease lease) {
    this.lock = lock;
    this.lease = lease;
  }

  /** For whoever reads or writes. {@code REPOSITORY_LOCKED} while somebody deletes. */
  static WorkLock shared(Repository repository, Lease lease, String process) {
    return take(repository, lease, () -> repository.lockShared(process));
  }

  /**
   * For whoever deletes; locks that are stale by restic's rule go first. {@code REPOSITORY_LOCKED}
   * while anybody reads or writes.
   */
  static WorkLock exclusive(Repository repository, Lease lease, String process) {
    return take(
        repository,
        lease,
        () -> {
          repository.unlockStale();
          return repository.lockExclusive(process);
        });
  }

  private static WorkLock take(
      Repository repository, Lease lease, Supplier<RepositoryLock> acquire) {
    removeLeftover(repository, lease.recall(NOTE));
    var lock = new WorkLock(acquire.get(), lease);
    try {
      lock.requireHeld();
      return lock;
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static void removeLeftover(Repository repository, Optional<String> id) {
    try {
      id.ifPresent(repository::unlock);
    } catch (DavitException e) {
      if (e.code() != ErrorCode.OBJECT_MISSING) {
        throw e;
      }
    }
  }

  /**
   * Removes the lock that a dead try of cancelled work left. A repository that cannot be opened now
   * keeps a lock that is stale in half an hour.
   */
  static void removeLeftover(RepositoryDoor repositories, RepositorySettings settings, Work work) {
    if (work.note(NOTE).isEmpty()) {
      return;
    }
    try (Repository repository = repositories.open(settings)) {
      removeLeftover(repository, work.note(NOTE));
    } catch (DavitException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "lock stays until it is stale; run=%s problem=%s"
              .formatted(work.run(), e.problem().code().number()));
    }
  }

  RepositoryLock lock() {
    return lock;
  }

  /** {@code LOCK_LOST}; refreshing changes the lock's id, so this is to be called now and then. */
  void requireHeld() {
    lock.requireHeld();
    note();
  }

  /** Keeps the lock's id, if it has changed, without a look at the store. */
  void note() {
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
