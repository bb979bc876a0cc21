package dev.davit.cli.verb;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.settings.BlackoutWindow;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code --blackout "[DAYS ]HH:MM-HH:MM[ ZONE]"}; days are {@code mon} to {@code sun}, lists
 * and ranges of them.
 */
final class BlackoutOption {
  private static final Pattern FORM =
      Pattern.compile("(?:([A-Za-z,-]+) +)?(\\d\\d:\\d\\d)-(\\d\\d:\\d\\d)(?: +(\\S+))?");
  private static final int DAYS = DayOfWeek.values().length;

  private BlackoutOption() {}

  /**
   * @throws DavitException INVALID_REQUEST
   */
  static BlackoutWindow parse(String option) {
    Matcher matcher = FORM.matcher(option.strip());
    if (!matcher.matches()) {
      throw refused(option, "write it like \"mon-fri 08:00-18:00 Europe/Berlin\"");
    }
    String zone = matcher.group(4);
    try {
      return new BlackoutWindow(
          matcher.group(1) == null ? List.of() : days(option, matcher.group(1)),
          LocalTime.parse(matcher.group(2)),
          LocalTime.parse(matcher.group(3)),
          zone == null ? ZoneId.systemDefault().getId() : zone);
    } catch (DateTimeException e) {
      throw refused(option, e.getMessage());
    }
  }

  private static List<DayOfWeek> days(String option, String text) {
    var days = new ArrayList<DayOfWeek>();
    for (String range : text.split(",")) {
      String[] ends = range.split("-", -1);
      if (ends.length > 2) {
        throw refused(option, "\"" + range + "\" is no range of days");
      }
      DayOfWeek first = day(option, ends[0]);
      DayOfWeek last = day(option, ends[ends.length - 1]);
      int count = Math.floorMod(last.getValue() - first.getValue(), DAYS);
      for (int i = 0; i <= count; i++) {
        days.add(first.plus(i));
      }
    }
    return days;
  }

  private static DayOfWeek day(String option, String text) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.name().substring(0, 3).equals(text.toUpperCase(Locale.ROOT))) {
        return day;
      }
    }
    throw refused(option, "\"" + text + "\" is no day; they are mon to sun");
  }

  private static DavitException refused(String option, String reason) {
    return new DavitException(
        ErrorCode.INVALID_REQUEST, "option --blackout \"" + option + "\"", reason);
  }
}
