package dev.davit.contracts.schedule;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of a cron expression, and which times on the wall they match. Immutable. */
final class CronExpression {
  private static final Map<String, String> SHORTHANDS =
      Map.of(
          "@hourly", "0 * * * *",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@weekly", "0 0 * * 0",
          "@monthly", "0 0 1 * *",
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *");
  private static final CronField.Kind SECOND = new CronField.Kind("second", 0, 59, List.of());
  private static final CronField.Kind MINUTE = new CronField.Kind("minute", 0, 59, List.of());
  private static final CronField.Kind HOUR = new CronField.Kind("hour", 0, 23, List.of());
  private static final CronField.Kind DAY = new CronField.Kind("day of month", 1, 31, List.of());
  private static final CronField.Kind MONTH =
      new CronField.Kind(
          "month",
          1,
          12,
          List.of(
              "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"));
  private static final CronField.Kind WEEKDAY =
      new CronField.Kind(
          "day of week", 0, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"));

  private final CronField second;
  private final CronField minute;
  private final CronField hour;
  private final CronField day;
  private final CronField month;
  private final CronField weekday;

  private CronExpression(String[] fields) {
    int at = fields.length - 5;
    second = SECOND.parse(at == 1 ? fields[0] : "0");
    minute = MINUTE.parse(fields[at]);
    hour = HOUR.parse(fields[at + 1]);
    day = DAY.parse(fields[at + 2]);
    month = MONTH.parse(fields[at + 3]);
    weekday = WEEKDAY.parse(fields[at + 4]);
  }

  /**
   * @throws IllegalArgumentException naming the field and what is wrong with it
   */
  static CronExpression parse(String text) {
    String plain = SHORTHANDS.getOrDefault(text.strip(), text.strip());
    String[] fields = plain.split("\\s+");
    if (plain.startsWith("@")) {
      throw new IllegalArgumentException("there is no such shorthand");
    }
    if (fields.length != 5 && fields.length != 6) {
      throw new IllegalArgumentException(
          "it has " + (plain.isEmpty() ? 0 : fields.length) + " fields instead of 5 or 6");
    }
    return new CronExpression(fields);
  }

  boolean matchesEveryHour() {
    return hour.values().cardinality() == 24;
  }

  boolean matchesDate(LocalDateTime time) {
    return month.matches(time.getMonthValue()) && matchesDay(time);
  }

  boolean matchesMinute(LocalDateTime time) {
    return minute.matches(time.getMinute());
  }

  boolean matchesSecond(LocalDateTime time) {
    return second.matches(time.getSecond());
  }

  /** How many seconds to go to the next second that matches, at most to the next minute. */
  int toNextSecond(LocalDateTime time) {
    int next = second.next(time.getSecond());
    return (next < 0 ? 60 : next) - time.getSecond();
  }

  /** The first time on the wall from {@code from} on that matches and is before {@code end}. */
  Optional<LocalDateTime> next(LocalDateTime from, LocalDateTime end) {
    LocalDateTime time = from;
    while (time.isBefore(end)) {
      if (!month.matches(time.getMonthValue())) {
        time = time.plusMonths(1).withDayOfMonth(1).truncatedTo(ChronoUnit.DAYS);
      } else if (!matchesDay(time)) {
        time = time.plusDays(1).truncatedTo(ChronoUnit.DAYS);
      } else if (!hour.matches(time.getHour())) {
        time = nextHour(time);
      } else if (!matchesMinute(time)) {
        time = nextMinute(time);
      } else if (!matchesSecond(time)) {
        time = time.plusSeconds(toNextSecond(time));
      } else {
        return Optional.of(time);
      }
    }
    return Optional.empty();
  }

  private LocalDateTime nextHour(LocalDateTime time) {
    int next = hour.next(time.getHour());
    LocalDateTime day = time.truncatedTo(ChronoUnit.DAYS);
    return next < 0 ? day.plusDays(1) : day.withHour(next);
  }

  private LocalDateTime nextMinute(LocalDateTime time) {
    int next = minute.next(time.getMinute());
    LocalDateTime whole = time.truncatedTo(ChronoUnit.HOURS);
    return next < 0 ? whole.plusHours(1) : whole.withMinute(next);
  }

  private boolean matchesDay(LocalDateTime time) {
    int number = time.getDayOfWeek().getValue() % 7;
    boolean byWeekday = weekday.matches(number) || (number == 0 && weekday.matches(7));
    boolean byDay = day.matches(time.getDayOfMonth());
    return day.any() || weekday.any() ? byDay && byWeekday : byDay || byWeekday;
  }
}
