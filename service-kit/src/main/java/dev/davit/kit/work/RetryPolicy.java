package dev.davit.kit.work;

import dev.davit.contracts.error.ErrorCode;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How many tries work has, and how long it waits between them by the class of its error: a random
 * part of a doubling span (full jitter), so that workers that failed together do not come back
 * together.
 *
 * @param attempts tries in all, those that died included
 * @param passing spans after an error that is over soon
 * @param throttled spans after an error of load
 */
public record RetryPolicy(int attempts, Span passing, Span throttled) {
  /** Six tries, within about half a minute, or ten minutes under load. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(
          6,
          new Span(Duration.ofSeconds(2), Duration.ofMinutes(2)),
          new Span(Duration.ofSeconds(30), Duration.ofMinutes(10)));

  private static final int MOST_DOUBLINGS = 20;

  /**
   * Of what a random part is waited.
   *
   * @param first after the first try; doubled after each further one
   * @param longest ever
   */
  public record Span(Duration first, Duration longest) {
    private Duration after(int attempt) {
      int doublings = Math.clamp(attempt - 1L, 0, MOST_DOUBLINGS);
      Duration doubled = first.multipliedBy(1L << doublings);
      return doubled.compareTo(longest) > 0 ? longest : doubled;
    }
  }

  /** True if try number {@code attempt}, which ended with {@code code}, is not the last. */
  public boolean again(ErrorCode code, int attempt) {
    return attempt < attempts && ErrorClass.of(code) != ErrorClass.PERMANENT;
  }

  /** How long to wait after try number {@code attempt}, which ended with {@code code}. */
  public Duration delay(ErrorCode code, int attempt, RandomGenerator random) {
    Span span = ErrorClass.of(code) == ErrorClass.THROTTLED ? throttled : passing;
    return Duration.ofMillis(random.nextLong(span.after(attempt).toMillis() + 1));
  }
}
