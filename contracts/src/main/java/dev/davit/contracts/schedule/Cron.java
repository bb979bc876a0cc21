package dev.davit.contracts.schedule;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Nearest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/**
 * A cron expression in a time zone. Five fields (minute, hour, day of month, month, day of week),
 * or six with seconds first; names of months and days;
 * {@code @hourly @daily @weekly @monthly @yearly}. A day matches if either day field does, unless
 * one of them is {@code *}.
 *
 * <p>Summer time: a fire in the skipped hour moves behind it; in the repeated hour it happens once,
 * the first time. Expressions that match every hour follow UTC instead: they neither move nor
 * pause; where the clocks change by half an hour, they keep to the minutes on the wall. Immutable.
 */
public final class Cron {
  /** 29 February that is also a given weekday comes within 40 years or never. */
  private static final int YEARS = 41;

  private final CronExpression expression;
  private final ZoneId zone;

  private Cron(CronExpression expression, ZoneId zone) {
    this.expression = expression;
    this.zone = zone;
  }

  /**
   * @param zone IANA name
   * @throws DavitException INVALID_SCHEDULE naming the field and what is wrong with it, also for a
   *     time that never comes
   */
  public static Cron parse(String expression, String zone) {
    ZoneId place = zone(zone);
    try {
      var cron = new Cron(CronExpression.parse(expression), place);
      if (cron.next(Instant.EPOCH).isEmpty()) {
        throw new IllegalArgumentException("that time never comes");
      }
      return cron;
    } catch (IllegalArgumentException e) {
      throw invalid("cron \"" + expression + "\"", e.getMessage(), e);
    }
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      String nearest =
          Nearest.to(name, ZoneId.getAvailableZoneIds())
              .map(near -> "; did you mean \"" + near + "\"?")
              .orElse("");
      throw invalid("zone \"" + name + "\"", "there is no such time zone" + nearest, e);
    }
  }

  private static DavitException invalid(String object, String reason, Exception cause) {
    return new DavitException(ErrorCode.INVALID_SCHEDULE, object, reason, cause);
  }

  public ZoneId zone() {
    return zone;
  }

  /** True if it matches every hour, so that clock changes neither move nor repeat its fires. */
  public boolean followsUtc() {
    return expression.matchesEveryHour();
  }

  /** The first fire after {@code after}, to the second; empty if there is none. */
  public Optional<Instant> next(Instant after) {
    return followsUtc() ? nextByInstant(after) : nextByLocalTime(after);
  }

  CronExpression expression() {
    return expression;
  }

  /** When that time on the wall is: behind the gap that it lies in, the first of two. */
  Instant instant(LocalDateTime wanted) {
    return wanted.atZone(zone).toInstant();
  }

  private LocalDateTime wall(Instant instant) {
    return LocalDateTime.ofInstant(instant, zone);
  }

  /** Steps through local times; the zone's rules then say when that is. */
  private Optional<Instant> nextByLocalTime(Instant after) {
    LocalDateTime from = firstCandidate(after);
    LocalDateTime end = from.plusYears(YEARS);
    Instant first = null;
    while (true) {
      var match = expression.next(from, end);
      if (match.isEmpty() || (first != null && !match.get().isBefore(wall(first)))) {
        return Optional.ofNullable(first);
      }
      Instant fire = instant(match.get());
      // Out of a short gap a time may move behind one that comes later on the wall.
      if (fire.isAfter(after) && (first == null || fire.isBefore(first))) {
        first = fire;
      }
      from = match.get().plusSeconds(1);
    }
  }

  /** Nothing before it can fire after {@code after}: only out of a gap does a fire move. */
  private LocalDateTime firstCandidate(Instant after) {
    ZoneOffsetTransition last = zone.getRules().previousTransition(after.plusNanos(1));
    boolean moving =
        last != null && last.isGap() && after.isBefore(last.getInstant().plus(last.getDuration()));
    return moving
        ? last.getDateTimeBefore()
        : wall(after).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
  }

  /** Steps through instants and asks what the clock on the wall shows. */
  private Optional<Instant> nextByInstant(Instant after) {
    Instant t = after.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    Instant end = after.plus(Duration.ofDays(366L * YEARS));
    while (t.isBefore(end)) {
      LocalDateTime local = wall(t);
      if (!expression.matchesDate(local)) {
        t = instant(local.plusDays(1).truncatedTo(ChronoUnit.DAYS));
      } else if (!expression.matchesMinute(local)) {
        t = t.plusSeconds(60 - local.getSecond());
      } else if (!expression.matchesSecond(local)) {
        t = t.plusSeconds(expression.toNextSecond(local));
      } else {
        return Optional.of(t);
      }
    }
    return Optional.empty();
  }
}
