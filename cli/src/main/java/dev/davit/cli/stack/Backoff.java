package dev.davit.cli.stack;

import java.time.Duration;

/**
 * How long to wait before a process that ended is started again: 100 ms, doubled each time up to 15
 * seconds, from the beginning once it ran for half a minute. Not thread-safe.
 */
final class Backoff {
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(15);
  private static final Duration STEADY = Duration.ofSeconds(30);

  private Duration next = FIRST;

  /**
   * @param ran how long the process lived
   */
  Duration after(Duration ran) {
    if (ran.compareTo(STEADY) >= 0) {
      next = FIRST;
    }
    var now = next;
    var doubled = next.multipliedBy(2);
    next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    return now;
  }
}
