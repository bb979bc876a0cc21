package dev.davit.kit.jdbc;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A wake-up for one waiting loop: raised many times before a wait, it wakes once. Thread-safe. */
public final class Signal {
  private final Semaphore raised = new Semaphore(0);

  public void raise() {
    raised.release();
  }

  /**
   * Returns at once if raised since the last wait, else when raised or after the timeout.
   *
   * @return true if raised
   */
  public boolean await(Duration timeout) throws InterruptedException {
    boolean woken = raised.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS);
    if (woken) {
      raised.drainPermits();
    }
    return woken;
  }
}
