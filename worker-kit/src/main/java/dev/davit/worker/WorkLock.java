package dev.davit.worker;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.settings.RepositorySettings;
import dev.davit.kit.work.Lease;
import dev.davit.kit.work.Work;
import dev.davit.repository.Repository;
import dev.davit.repository.snapshot.RepositoryLock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The repository lock of one piece of work. Its id is kept with the work, so that whoever takes
 * over removes the dead worker's lock instead of waiting until it is stale. Used by one thread.
 */
public final class WorkLock implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(WorkLock.class.getName());
  private static final String NOTE = "repository-lock";

  /** Kept before the lock is made, whose id is known only afterwards. */
  private static final String NAME = "repository-lock-name";

  private static final int NAME_DIGITS = 8;
  private static final Duration PATIENCE = Duration.ofHours(1);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final RepositoryLock lock;
  private final Lease lease;
  private String remembered;

  private WorkLock(RepositoryLock lock, Lease lease) {
    this.lock = lock;
    this.lease = lease;
  }

  /**
   * For whoever reads or writes. Waits while somebody deletes.
   *
   * @param process unique among all that use the repository; begins the lock's host name
   * @throws DavitException {@code REPOSITORY_LOCKED} if that takes longer than an hour, {@code
   *     CANCELLED} or {@code LEASE_LOST} if the work ends meanwhile
   */
  public static WorkLock shared(Repository repository, Lease lease, String process)
      throws InterruptedException {
    return take(repository, lease, process, repository::lockShared);
  }

  /**
   * For whoever deletes; locks that are stale by restic's rule go first. Waits while anybody reads
   * or writes; throws as {@link #shared}.
   */
  public static WorkLock exclusive(Repository repository, Lease lease, String process)
      throws InterruptedException {
    return take(
        repository,
        lease,
        process,
        name -> {
          repository.unlockStale();
          return repository.lockExclusive(name);
        });
  }

  private static WorkLock take(
      Repository repository, Lease lease, String process, Function<String, RepositoryLock> acquire)
      throws InterruptedException {
    removeLeftover(repository, lease::recall);
    String name = process + "-" + UUID.randomUUID().toString().substring(0, NAME_DIGITS);
    lease.remember(NAME, name);
    var lock = new WorkLock(await(lease, () -> acquire.apply(name)), lease);
    try {
      lease.waits(null);
      lock.requireHeld();
      return lock;
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static RepositoryLock await(Lease lease, Supplier<RepositoryLock> acquire)
      throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String waitsFor = null;
    while (true) {
      try {
        return acquire.get();
      } catch (DavitException e) {
        if (e.code() != ErrorCode.REPOSITORY_LOCKED || System.nanoTime() > end) {
          throw e;
        }
        waitsFor = say(lease, e.problem(), waitsFor);
      }
      lease.requireHeld();
      Thread.sleep(PAUSE);
    }
  }

  private static String say(Lease lease, Problem problem, String before) {
    String why = problem.object() + " is locked by " + problem.reason();
    if (!why.equals(before)) {
      lease.waits(why);
    }
    return why;
  }

  /** By its id, and by its name where the worker died before it could keep the id. */
  private static void removeLeftover(
      Repository repository, Function<String, Optional<String>> notes) {
    notes.apply(NOTE).filter(id -> !id.isEmpty()).ifPresent(id -> unlock(repository, id));
    notes
        .apply(NAME)
        .ifPresent(name ->
            repository
                .locks()
                .all()
                .forEach((id, lock) -> {
                  if (name.equals(lock.hostname())) {
                    unlock(repository, id);
                  }
                }));
  }

  private static void unlock(Repository repository, String id) {
    try {
      repository.unlock(id);
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
  public static void removeLeftover(
      RepositoryDoor repositories, RepositorySettings settings, Work work) {
    if (work.note(NOTE).isEmpty() && work.note(NAME).isEmpty()) {
      return;
    }
    try (Repository repository = repositories.open(settings)) {
      removeLeftover(repository, work::note);
    } catch (DavitException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "lock stays until it is stale; run=%s problem=%s"
              .formatted(work.run(), e.problem().code().number()));
    }
  }

  public RepositoryLock lock() {
    return lock;
  }

  /** {@code LOCK_LOST}; refreshing changes the lock's id, so this is to be called now and then. */
  public void requireHeld() {
    lock.requireHeld();
    note();
  }

  /** Keeps the lock's id, if it has changed, without a look at the store. */
  public void note() {
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
