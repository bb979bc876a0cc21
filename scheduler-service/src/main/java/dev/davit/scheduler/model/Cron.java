package dev.davit.scheduler.model;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cron expression in a time zone. Five fields (minute, hour, day of month, month, day of week),
 * or six with seconds first; names of months and days;
 * {@code @hourly @daily @weekly @monthly @yearly}. A day matches if either day field does, unless
 * one of them is {@code *}.
 *
 * <p>Summer time: a fire in the skipped hour moves behind it; in the repeated hour it happens once,
 * the first time. Expressions that match every hour follow UTC instead: they neither move nor
 * pause. Immutable.
 */
public final class Cron {
  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> DAYS =
      List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");
  private static final Map<String, String> SHORTHANDS =
      Map.of(
          "@hourly", "0 * * * *",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@weekly", "0 0 * * 0",
          "@monthly", "0 0 1 * *",
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *");

  /** 29 February that is also a given weekday comes within 40 years or never. */
  private static final int YEARS = 41;

  private final CronField second;
  private final CronField minute;
  private final CronField hour;
  private final CronField day;
  private final CronField month;
  private final CronField weekday;
  private final ZoneId zone;

  private Cron(String[] fields, ZoneId zone) {
    int at = fields.length - 5;
    second =
        at == 1
            ? CronField.parse(fields[0], 0, 59, List.of())
            : CronField.parse("0", 0, 59, List.of());
    minute = CronField.parse(fields[at], 0, 59, List.of());
    hour = CronField.parse(fields[at + 1], 0, 23, List.of());
    day = CronField.parse(fields[at + 2], 1, 31, List.of());
    month = CronField.parse(fields[at + 3], 1, 12, MONTHS);
    weekday = CronField.parse(fields[at + 4], 0, 7, DAYS);
    this.zone = zone;
  }

  /**
   * @throws DavitException INVALID_SCHEDULE naming what is wrong, also for a time that never comes
   */
  public static Cron parse(String expression, String zone) {
    String object = "schedule \"" + expression + "\" in \"" + zone + "\"";
    try {
      String text = SHORTHANDS.getOrDefault(expression.strip(), expression.strip());
      String[] fields = text.split("\\s+");
      if (fields.length != 5 && fields.length != 6) {
        throw new IllegalArgumentException("it has " + fields.length + " fields");
      }
      var cron = new Cron(fields, ZoneId.of(zone));
      if (cron.next(Instant.EPOCH).isEmpty()) {
        throw new IllegalArgumentException("that time never comes");
      }
      return cron;
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new DavitException(ErrorCode.INVALID_SCHEDULE, object, e.getMessage(), e);
    }
  }

  /** The first fire after {@code after}; empty if there is none. */
  public Optional<Instant> next(Instant after) {
    return everyHour() ? nextByInstant(after) : nextByLocalTime(after);
  }

  private boolean everyHour() {
    return hour.values().cardinality() == 24;
  }

  /** Steps through local times; the zone's rules then say when that is. */
  private Optional<Instant> nextByLocalTime(Instant after) {
    // A fire that moved out of a gap lies later than its local time: begin a day before.
    LocalDateTime local =
        LocalDateTime.ofInstant(after, zone).minusDays(1).truncatedTo(ChronoUnit.SECONDS);
    int end = local.getYear() + YEARS;
    Instant first = null;
    while (true) {
      local = nextMatch(local.plusSeconds(1), end);
      if (local == null || (first != null && !local.isBefore(wall(first)))) {
        return Optional.ofNullable(first);
      }
      Instant fire = local.atZone(zone).toInstant();
      // Out of a short gap a time may move behind one that comes later on the wall.
      if (fire.isAfter(after) && (first == null || fire.isBefore(first))) {
        first = fire;
      }
    }
  }

  private LocalDateTime wall(Instant instant) {
    return LocalDateTime.ofInstant(instant, zone);
  }

  private LocalDateTime nextMatch(LocalDateTime from, int end) {
    LocalDateTime t = from;
    while (t.getYear() < end) {
      if (!month.matches(t.getMonthValue())) {
        t = t.plusMonths(1).withDayOfMonth(1).truncatedTo(ChronoUnit.DAYS);
      } else if (!matchesDay(t)) {
        t = t.plusDays(1).truncatedTo(ChronoUnit.DAYS);
      } else if (!hour.matches(t.getHour())) {
        t = t.plusHours(1).truncatedTo(ChronoUnit.HOURS);
      } else if (!minute.matches(t.getMinute())) {
        t = t.plusMinutes(1).truncatedTo(ChronoUnit.MINUTES);
      } else if (!second.matches(t.getSecond())) {
        t = t.plusSeconds(1);
      } else {
        return t;
      }
    }
    return null;
  }

  /** Steps through instants and asks what the clock on the wall shows. */
  private Optional<Instant> nextByInstant(Instant after) {
    Instant t = after.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    Instant end = after.plus(Duration.ofDays(366L * YEARS));
    while (t.isBefore(end)) {
      LocalDateTime local = LocalDateTime.ofInstant(t, zone);
      if (!month.matches(local.getMonthValue()) || !matchesDay(local)) {
        t = local.plusDays(1).truncatedTo(ChronoUnit.DAYS).atZone(zone).toInstant();
      } else if (!minute.matches(local.getMinute())) {
        t = t.plusSeconds(60 - local.getSecond());
      } else if (!second.matches(local.getSecond())) {
        t = t.plusSeconds(1);
      } else {
        return Optional.of(t);
      }
    }
    return Optional.empty();
  }

  private boolean matchesDay(LocalDateTime t) {
    int weekdayNumber = t.getDayOfWeek().getValue() % 7;
    boolean byWeekday =
        weekday.matches(weekdayNumber) || (weekdayNumber == 0 && weekday.matches(7));
    boolean byDay = day.matches(t.getDayOfMonth());
    return day.any() || weekday.any() ? byDay && byWeekday : byDay || byWeekday;
  }
}
