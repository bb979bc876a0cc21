package dev.davit.scheduler.model;

import java.time.Instant;

/**
 * Some nominal fires of one schedule, one after another.
 *
 * @param count how many there are from the first to the last
 */
public record Fires(Instant first, Instant last, long count) {
  public static Fires one(Instant nominal) {
    return new Fires(nominal, nominal, 1);
  }

  /** With the next one; begins with it if {@code fires} is null. */
  public static Fires and(Fires fires, Instant next) {
    return fires == null ? one(next) : new Fires(fires.first, next, fires.count + 1);
  }
}
