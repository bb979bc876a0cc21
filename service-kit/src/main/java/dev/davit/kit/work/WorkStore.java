package dev.davit.kit.work;

import dev.davit.contracts.RunId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.event.RunFact;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps work and the facts it needs. The first group of methods is for event handlers and takes
 * part in their transaction; the second is for workers, each call a transaction of its own, and
 * throws {@code LEASE_LOST} without having changed anything if the epoch is no longer the row's,
 * {@code STATE_UNAVAILABLE} if the database is away. Thread-safe.
 */
public interface WorkStore {

  // ---- in an event handler's transaction

  /**
   * Creates the work that an order asks for: ready if all needs are known facts, else waiting. If a
   * higher generation was announced before the order came ({@link #supersede}), that one is made
   * instead. Repeating changes nothing.
   *
   * @param order an {@link dev.davit.contracts.event.Order} in its envelope; gives run and system
   * @param needs facts of the same run and generation that must have been heard
   * @param admission when it may be begun then; also of the generations that replace it
   */
  void add(
      Connection tx,
      WorkKind kind,
      int generation,
      Envelope order,
      Set<Class<? extends RunFact>> needs,
      Admission admission)
      throws SQLException;

  /** As above for work that waits for nothing but its needs and a worker. */
  default void add(
      Connection tx,
      WorkKind kind,
      int generation,
      Envelope order,
      Set<Class<? extends RunFact>> needs)
      throws SQLException {
    add(tx, kind, generation, order, needs, Admission.FREE);
  }

  /**
   * Keeps a fact, before its order too, and readies what waited for it. Also for facts that running
   * work awaits. The first of each (run, event, generation) counts; a repeat changes nothing.
   *
   * @param fact a {@link RunFact} in its envelope
   * @param generation the pin's ordinal or the step's; 1 where there is neither
   */
  void satisfy(Connection tx, Envelope fact, int generation) throws SQLException;

  /**
   * A higher pin: ends the run's lower items of this kind without a word (running ones at their
   * next heartbeat) and makes one of the new generation with the same order. Remembered if the
   * order has not come yet; changes nothing if this generation or a higher one is there.
   */
  void supersede(
      Connection tx, WorkKind kind, RunId run, int generation, Set<Class<? extends RunFact>> needs)
      throws SQLException;

  /**
   * Ends all live work that the run has now, waiting, ready or leased; each says its handler's
   * {@code cancelled} fact. Work ordered later (undo steps) is not affected.
   *
   * @return how many; if 0, the caller may say itself that there is nothing to end
   */
  int cancelRun(Connection tx, RunId run) throws SQLException;

  // ---- by workers

  /**
   * Leases the item that is next, see {@link WorkQueue}; epoch and attempt rise by one. An item
   * whose lease has ended is ready again. Keeps, and says, why others are passed over. Empty if
   * there is none.
   *
   * @param kinds of which the worker has a place left
   * @param full of which it has none: of those only items that will merely say that they were
   *     cancelled
   */
  Optional<Work> claim(
      String owner, Collection<WorkKind> kinds, Collection<WorkKind> full, Duration lease);

  /** As above for a worker that has a place for each of its kinds. */
  default Optional<Work> claim(String owner, Collection<WorkKind> kinds, Duration lease) {
    return claim(owner, kinds, Set.of(), lease);
  }

  /** Prolongs the lease, from now. */
  Heartbeat heartbeat(Work work, Duration lease);

  /** Done, and says so, at once. */
  void finish(Work work, RunFact fact);

  /** Given up, and says so, at once. */
  void fail(Work work, Problem why, RunFact fact);

  /** Ended on request, and says so, at once. */
  void cancelled(Work work, RunFact fact);

  /** Ends work that a higher generation has replaced; says nothing. */
  void abandon(Work work);

  /** Ready again after a delay. The problem is kept for whoever looks at the row. */
  void retry(Work work, Problem why, Duration delay);

  /** Ready again at once, as if it had not been tried: the worker stops. */
  void release(Work work);

  /**
   * Says a fact while the work goes on. Once for each (run, event, generation): a repeat says
   * nothing, even by another lease.
   *
   * @return false if it was said before
   */
  boolean announce(Work work, RunFact fact, int generation);

  /** A fact of the work's run and generation, if it has been heard. */
  <T extends RunFact> Optional<T> findFact(Work work, Class<T> type);

  /**
   * Keeps, and says if it is news, what running work waits for.
   *
   * @param why null: it goes on
   */
  void waits(Work work, String why);

  /** Keeps a small text with the work, for a later lease of it; replaces one of the same key. */
  void remember(Work work, String key, String value);

  /** What this or an earlier lease remembered. */
  Optional<String> recall(Work work, String key);

  /** What a heartbeat heard. */
  enum Heartbeat {
    HELD,
    /** The run is being cancelled. */
    CANCEL_REQUESTED,
    /** A higher generation has replaced this work. */
    SUPERSEDED
  }
}
