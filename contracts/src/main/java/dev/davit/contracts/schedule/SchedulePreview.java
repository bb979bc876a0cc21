package dev.davit.contracts.schedule;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a schedule will do, before it does: its next fires, and the clock changes of a year.
 *
 * @param offset how long after each fire this schedule starts, by its place in its spread
 */
public record SchedulePreview(
    String cron,
    String zone,
    Duration offset,
    List<Fire> fires,
    int year,
    List<ClockChange> clockChanges) {
  private static final int MOST = 1000;
  private static final int FIRST_YEAR = 1970;
  private static final int LAST_YEAR = 9999;

  public SchedulePreview {
    fires = List.copyOf(fires);
    clockChanges = List.copyOf(clockChanges);
  }

  /**
   * One fire.
   *
   * @param at its nominal instant, which names it for ever
   * @param local the same as the clock on the wall shows it
   * @param startsAt with the schedule's offset
   */
  public record Fire(Instant at, OffsetDateTime local, Instant startsAt) {}

  /**
   * @param after the fires after this instant
   * @param count how many fires, 1 to 1000
   * @param year of the clock changes; null: the one of {@code after}
   * @throws DavitException INVALID_SCHEDULE, INVALID_REQUEST naming the field
   */
  public static SchedulePreview of(
      String expression, String zone, Duration offset, Instant after, int count, Integer year) {
    require("count", count, 1, MOST);
    if (year != null) {
      require("year", year, FIRST_YEAR, LAST_YEAR);
    }
    Cron cron = Cron.parse(expression, zone);
    List<Fire> fires = new ArrayList<>();
    Optional<Instant> next = cron.next(after);
    while (next.isPresent() && fires.size() < count) {
      Instant at = next.get();
      fires.add(new Fire(at, at.atZone(cron.zone()).toOffsetDateTime(), at.plus(offset)));
      next = cron.next(at);
    }
    int shown = year == null ? LocalDateTime.ofInstant(after, cron.zone()).getYear() : year;
    return new SchedulePreview(expression, zone, offset, fires, shown, ClockChange.of(cron, shown));
  }

  private static void require(String field, int value, int least, int most) {
    if (value < least || value > most) {
      throw new DavitException(
          ErrorCode.INVALID_REQUEST,
          "field \"" + field + "\"",
          value + " is not in " + least + " to " + most);
    }
  }
}
