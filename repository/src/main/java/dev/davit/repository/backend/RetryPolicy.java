package dev.davit.repository.backend;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often and how long apart a call is repeated: full jitter, so that clients which failed
 * together do not return together.
 *
 * @param attempts the first one included
 * @param first longest pause before the second attempt; doubled for each further one
 * @param longest of all pauses
 */
public record RetryPolicy(int attempts, Duration first, Duration longest) {
  /** Seven attempts within about half a minute. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(7, Duration.ofMillis(250), Duration.ofSeconds(15));

  public RetryPolicy {
    if (attempts < 1) {
      throw new IllegalArgumentException("at least one attempt is needed: " + attempts);
    }
  }

  /**
   * @param failed how many attempts have failed, from 1
   */
  Duration pause(int failed, RandomGenerator random) {
    long ceiling = first.toMillis() << Math.min(failed - 1, 20);
    return Duration.ofMillis(random.nextLong(Math.min(ceiling, longest.toMillis()) + 1));
  }
}
