package dev.davit.kit.work;

import dev.davit.contracts.event.Progress;
import dev.davit.contracts.event.RunFact;
import java.time.Duration;
import java.util.Optional;

/** A handler's hold on its work. Thread-safe: the handler may use it from threads of its own. */
public interface Lease {
  /**
   * Returns if the lease holds, having asked the database and prolonged it. To be called right
   * before what cannot be taken back.
   *
   * @throws dev.davit.contracts.error.DavitException {@code LEASE_LOST} if another worker may have
   *     taken over, {@code CANCELLED} if the run is being cancelled
   */
  void requireHeld();

  /** True once the work should end: cancelled, superseded, lease lost, or the worker stops. */
  boolean cancelled();

  /**
   * Calls {@code ending} when the work should end, on a thread of its own; at once if it should
   * already. For what hears no interrupt, such as a statement that another server works on.
   */
  void onEnd(Runnable ending);

  /** As {@link #announce(RunFact, int)} in the work's own generation. */
  boolean announce(RunFact fact);

  /**
   * Says a fact while the work goes on; committed when this returns. Once for each (run, event,
   * generation), so a retry that says it again says nothing.
   *
   * @param generation of the fact: the new pin's ordinal for {@code dump.pinned}
   * @return false if it was said before
   * @throws dev.davit.contracts.error.DavitException {@code LEASE_LOST}: nothing was said
   */
  boolean announce(RunFact fact, int generation);

  /** Says how far the work is, if the last word is a second old; may be lost, never throws. */
  void progress(Progress progress);

  /**
   * Says what the work waits for, once while that stays the same.
   *
   * @param why for people, such as {@code repository "/backup" is locked}; null: it goes on
   * @throws dev.davit.contracts.error.DavitException {@code LEASE_LOST}
   */
  void waits(String why);

  /**
   * Waits until a fact of the work's run and generation has been heard; empty after the timeout.
   *
   * @throws dev.davit.contracts.error.DavitException {@code CANCELLED} or {@code LEASE_LOST} when
   *     the work should end meanwhile
   */
  <T extends RunFact> Optional<T> awaitFact(Class<T> type, Duration timeout)
      throws InterruptedException;

  /** Keeps a small text with the work, such as the id of a lock, for whoever takes over. */
  void remember(String key, String value);

  /** What this or an earlier lease remembered. */
  Optional<String> recall(String key);
}
