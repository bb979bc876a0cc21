package dev.davit.contracts.settings;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;

/**
 * A part of the day, by the clock on the wall, in which no capture of a system is begun; one that
 * runs goes on.
 *
 * @param days on which it begins; empty: every day
 * @param from its first moment, such as {@code 08:00}
 * @param to the first moment after it; not later than {@code from}: on the next day
 * @param zone IANA time zone
 */
public record BlackoutWindow(List<DayOfWeek> days, LocalTime from, LocalTime to, String zone) {
  public BlackoutWindow {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(zone, "zone");
    days = days == null ? List.of() : List.copyOf(days);
    if (from.equals(to) && begins(days).size() == DayOfWeek.values().length) {
      throw refused("from", "it never ends: no backup would ever begin");
    }
    try {
      ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw refused("zone", "\"" + zone + "\" is no IANA time zone");
    }
  }

  private static DavitException refused(String field, String reason) {
    return new DavitException(ErrorCode.INVALID_REQUEST, "blackout's \"" + field + "\"", reason);
  }

  private static EnumSet<DayOfWeek> begins(List<DayOfWeek> days) {
    return days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : EnumSet.copyOf(days);
  }

  /** Whether the clock on the wall is in it; in an hour that comes twice, both times. */
  public boolean covers(Instant instant) {
    ZonedDateTime there = instant.atZone(ZoneId.of(zone));
    LocalTime time = there.toLocalTime();
    if (from.isBefore(to)) {
      return isOn(there.getDayOfWeek()) && !time.isBefore(from) && time.isBefore(to);
    }
    return (isOn(there.getDayOfWeek()) && !time.isBefore(from))
        || (isOn(there.getDayOfWeek().minus(1)) && time.isBefore(to));
  }

  private boolean isOn(DayOfWeek day) {
    return begins(days).contains(day);
  }

  /** The next moment at which the clock on the wall shows its end; a skipped one moves behind. */
  public ZonedDateTime endAfter(Instant instant) {
    ZonedDateTime there = instant.atZone(ZoneId.of(zone));
    ZonedDateTime end = on(there, 0);
    return end.isAfter(there) ? end : on(there, 1);
  }

  private ZonedDateTime on(ZonedDateTime there, int daysLater) {
    return there
        .toLocalDate()
        .plusDays(daysLater)
        .atTime(to)
        .atZone(there.getZone())
        .withLaterOffsetAtOverlap();
  }
}
