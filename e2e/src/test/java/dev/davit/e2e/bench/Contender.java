package dev.davit.e2e.bench;

import java.sql.SQLException;
import java.time.Instant;

/** A scheduler with a table full of schedules, two replicas of it at once. */
interface Contender extends AutoCloseable {
  String name();

  /**
   * Makes every so-and-so-many-th schedule due at {@code due}, beginning with the {@code first}.
   */
  void prepare(int first, int step, Instant due) throws SQLException;

  /**
   * Fires all that is due, by two replicas at once, and returns when the last one is done.
   *
   * @param expected how many are due
   */
  void fire(int expected) throws InterruptedException;

  /** Throws unless each of the schedules that were due at {@code due} has fired exactly once. */
  void verify(int expected, Instant due) throws SQLException;

  @Override
  void close();
}
