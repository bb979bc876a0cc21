package dev.davit.repository.snapshot;

/**
 * A held lock, refreshed in the background every five minutes. Closing removes it and is
 * repeatable.
 */
public final class RepositoryLock implements AutoCloseable {
  RepositoryLock() {}

  /** Id of the lock object as it is now; refreshing changes it. */
  public String id() {
    throw new IllegalStateException("not yet");
  }

  /**
   * @throws dev.davit.contracts.error.DavitException {@code LOCK_LOST} if it was removed, or could
   *     not be refreshed for 22 minutes
   */
  public void requireHeld() {
    throw new IllegalStateException("not yet");
  }

  @Override
  public void close() {}
}
