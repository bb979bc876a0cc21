package dev.davit.repository.maintain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A span of time by the calendar, as restic writes it: {@code 1y5m7d2h}, any of the four.
 *
 * @param months calendar months; days are calendar days, too
 */
public record KeepWithin(int years, int months, int days, int hours) {
  /** Nothing is within. */
  public static final KeepWithin NOTHING = new KeepWithin(0, 0, 0, 0);

  private static final Pattern FORM =
      Pattern.compile("(?:(\\d{1,4})y)?(?:(\\d{1,4})m)?(?:(\\d{1,5})d)?(?:(\\d{1,6})h)?");

  /**
   * @throws IllegalArgumentException for what is no such span, or none at all
   */
  public static KeepWithin parse(String text) {
    Matcher form = FORM.matcher(text);
    if (text.isEmpty() || !form.matches()) {
      throw new IllegalArgumentException("not a span of time such as 1y5m7d2h: " + text);
    }
    return new KeepWithin(number(form, 1), number(form, 2), number(form, 3), number(form, 4));
  }

  private static int number(Matcher form, int group) {
    return form.group(group) == null ? 0 : Integer.parseInt(form.group(group));
  }

  /** What is later than this is within; a day that a month has not counts on into the next one. */
  Instant since(Instant latest, ZoneId zone) {
    ZonedDateTime at = latest.atZone(zone);
    LocalDate day =
        LocalDate.of(at.getYear(), 1, 1)
            .minusYears(years)
            .plusMonths(at.getMonthValue() - 1L - months)
            .plusDays(at.getDayOfMonth() - 1L - days);
    return day.atTime(at.toLocalTime()).atZone(zone).toInstant().minusSeconds(hours * 3600L);
  }
}
