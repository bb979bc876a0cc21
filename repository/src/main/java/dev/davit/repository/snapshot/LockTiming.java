package dev.davit.repository.snapshot;

import java.time.Duration;

/**
 * When a held lock is renewed and given up.
 *
 * @param refresh age at which it is written anew
 * @param lost age at which its holder must stop: well before others call it stale
 * @param check how often the age is looked at, and a failed renewal tried again
 */
public record LockTiming(Duration refresh, Duration lost, Duration check) {
  public static LockTiming standard() {
    return new LockTiming(Duration.ofMinutes(5), Duration.ofMinutes(22), Duration.ofSeconds(30));
  }
}
