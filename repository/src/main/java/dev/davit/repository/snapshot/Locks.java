package dev.davit.repository.snapshot;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.backend.Backend;
import dev.davit.repository.backend.ObjectKind;
import dev.davit.repository.backend.ObjectMissing;
import dev.davit.repository.backend.ObjectName;
import dev.davit.repository.backend.StoredObject;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.pack.UnpackedObjects;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The locks of a repository, restic's protocol: look, create, look again. Of two that create at the
 * same time at least one sees the other. Thread-safe.
 */
public final class Locks {
  private final Backend backend;
  private final UnpackedObjects objects;
  private final InstantSource clock;
  private final LockTiming timing;
  private final Set<RepositoryLock> held = ConcurrentHashMap.newKeySet();

  public Locks(Backend backend, UnpackedObjects objects, InstantSource clock, LockTiming timing) {
    this.backend = backend;
    this.objects = objects;
    this.clock = clock;
    this.timing = timing;
  }

  /**
   * @param hostname unique per process
   * @throws DavitException {@code REPOSITORY_LOCKED}
   */
  public RepositoryLock acquire(String hostname, boolean exclusive) {
    Lock lock = Lock.of(clock.instant(), exclusive, hostname);
    requireFree(exclusive, null);
    BlobId id = create(lock);
    try {
      requireFree(exclusive, id.toString());
    } catch (RuntimeException e) {
      remove(id.toString());
      throw e;
    }
    var acquired = new RepositoryLock(this, clock, timing, lock, id);
    held.add(acquired);
    return acquired;
  }

  /**
   * Every lock this object acquired is still there; at least one.
   *
   * @throws DavitException {@code LOCK_LOST}
   */
  public void requireHeld() {
    if (held.isEmpty()) {
      throw new DavitException(
          ErrorCode.LOCK_LOST, "repository \"" + backend.location() + '"', "none was taken");
    }
    held.forEach(RepositoryLock::requireHeld);
  }

  /** Every lock object with its content; those that cannot be read are left out, as by restic. */
  public Map<String, Lock> all() {
    Map<String, Lock> found = new LinkedHashMap<>();
    for (StoredObject stored : backend.list(ObjectKind.LOCK)) {
      try {
        found.put(stored.name().id(), Lock.parse(objects.load(stored.name())));
      } catch (ObjectMissing releasedMeanwhile) {
        continue;
      } catch (IOException unreadable) {
        continue;
      } catch (DavitException unreadable) {
        if (unreadable.code() != ErrorCode.REPOSITORY_DAMAGED) {
          throw unreadable;
        }
      }
    }
    return found;
  }

  /** Not refreshed for 30 minutes, or of a process of this machine that is dead. */
  public boolean isStale(Lock lock) {
    return lock.isStale(clock.instant(), machine());
  }

  /** Removes stale ones; returns how many. */
  public int removeStale() {
    List<String> stale =
        all().entrySet().stream()
            .filter(lock -> isStale(lock.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    stale.forEach(this::remove);
    return stale.size();
  }

  /** Removes all, unreadable ones as well; returns how many. Their holders publish nothing then. */
  public int removeAll() {
    List<StoredObject> all = backend.list(ObjectKind.LOCK);
    all.forEach(lock -> backend.delete(lock.name()));
    return all.size();
  }

  /** Removes one, whoever holds it; one that is gone is as good as removed. */
  public void remove(String id) {
    backend.delete(ObjectName.of(ObjectKind.LOCK, id));
  }

  /** Releases what this object acquired. */
  public void releaseAll() {
    List.copyOf(held).forEach(RepositoryLock::close);
  }

  BlobId create(Lock lock) {
    return objects.save(ObjectKind.LOCK, lock.json());
  }

  boolean exists(BlobId id) {
    return backend.exists(ObjectName.of(ObjectKind.LOCK, id.toString()));
  }

  void released(RepositoryLock lock) {
    held.remove(lock);
  }

  private void requireFree(boolean exclusive, String except) {
    for (var other : all().entrySet()) {
      boolean conflict = exclusive || other.getValue().exclusive();
      if (conflict && !other.getKey().equals(except)) {
        throw new DavitException(
            ErrorCode.REPOSITORY_LOCKED,
            "repository \"" + backend.location() + '"',
            other.getValue() + ", id " + other.getKey());
      }
    }
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "";
    }
  }
}
