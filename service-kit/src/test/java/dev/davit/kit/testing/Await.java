package dev.davit.kit.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition instead of sleeping for a while and hoping. */
public final class Await {
  private static final Duration STEP = Duration.ofMillis(20);
  private static final Duration DEFAULT = Duration.ofSeconds(30);

  private Await() {}

  /** As {@link #until(String, Callable, Duration)} with 30 s. */
  public static void until(String description, Callable<Boolean> condition) {
    until(description, condition, DEFAULT);
  }

  /** Returns once the condition holds; {@link AssertionError} naming it after the timeout. */
  public static void until(String description, Callable<Boolean> condition, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    Exception last = null;
    do {
      try {
        if (condition.call()) {
          return;
        }
        last = null;
      } catch (Exception e) {
        last = e;
      }
      LockSupport.parkNanos(STEP.toNanos());
    } while (System.nanoTime() < deadline);
    throw new AssertionError("not within " + timeout + ": " + description, last);
  }
}
