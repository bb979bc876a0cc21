package dev.davit.kit.work;

import dev.davit.contracts.error.ErrorCode;
import java.time.Duration;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Which errors are worth another try, how many tries, and how long to wait: a random part of a
 * doubling span, so that workers that failed together do not come back together.
 *
 * @param attempts tries in all, those that died included
 * @param first longest wait after the first try
 * @param longest longest wait ever
 * @param passing codes that are tried again; all others end the work at once
 */
public record RetryPolicy(int attempts, Duration first, Duration longest, Set<ErrorCode> passing) {
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(
          6,
          Duration.ofSeconds(2),
          Duration.ofMinutes(2),
          Set.of(
              ErrorCode.STORE_UNAVAILABLE,
              ErrorCode.DATABASE_UNREACHABLE,
              ErrorCode.PIN_LOST,
              ErrorCode.LEASE_LOST,
              ErrorCode.LOCK_LOST,
              ErrorCode.REPOSITORY_LOCKED,
              ErrorCode.STATE_UNAVAILABLE));

  public RetryPolicy {
    passing = Set.copyOf(passing);
  }

  /** True if try number {@code attempt}, which ended with {@code code}, is not the last. */
  public boolean again(ErrorCode code, int attempt) {
    return attempt < attempts && passing.contains(code);
  }

  /** How long to wait after try number {@code attempt}. */
  public Duration delay(int attempt, RandomGenerator random) {
    int doublings = Math.min(Math.max(attempt - 1, 0), 20);
    long span = Math.min(first.toMillis() << doublings, longest.toMillis());
    return Duration.ofMillis(random.nextLong(span + 1));
  }
}
