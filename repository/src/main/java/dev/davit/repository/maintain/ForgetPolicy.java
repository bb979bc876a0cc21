package dev.davit.repository.maintain;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Which of a series are kept, by restic's rules: of each of the last N hours, days, ISO weeks,
 * months and years that have any, the newest. A rule that is not used up keeps the oldest, too.
 * What any rule keeps is kept. Pure.
 *
 * @param last how many of the newest; -1 in any place: all
 */
public record ForgetPolicy(int last, int hourly, int daily, int weekly, int monthly, int yearly) {
  private static final int ALL = -1;

  public ForgetPolicy {
    for (int count : new int[] {last, hourly, daily, weekly, monthly, yearly}) {
      if (count < ALL) {
        throw new IllegalArgumentException("a number of snapshots to keep: " + count);
      }
    }
  }

  /** No rule at all: everything is kept. */
  public boolean isEmpty() {
    return equals(new ForgetPolicy(0, 0, 0, 0, 0, 0));
  }

  /**
   * What no rule keeps, newest first.
   *
   * @param series of one kind, in any order; hours, days … are those of the zone
   */
  public <T> List<T> expired(List<T> series, Function<T, Instant> time, ZoneId zone) {
    if (isEmpty()) {
      return List.of();
    }
    var newestFirst = new ArrayList<T>(series);
    newestFirst.sort(Comparator.comparing(time).reversed());
    List<Rule> rules = rules();
    var expired = new ArrayList<T>();
    for (int i = 0; i < newestFirst.size(); i++) {
      T one = newestFirst.get(i);
      ZonedDateTime at = time.apply(one).atZone(zone);
      boolean oldest = i == newestFirst.size() - 1;
      boolean kept = false;
      for (Rule rule : rules) {
        kept |= rule.keeps(at, i, oldest);
      }
      if (!kept) {
        expired.add(one);
      }
    }
    return expired;
  }

  private List<Rule> rules() {
    return List.of(
        new Rule(last, null),
        new Rule(hourly, at -> day(at) * 24 + at.getHour()),
        new Rule(daily, ForgetPolicy::day),
        new Rule(
            weekly,
            at ->
                at.get(IsoFields.WEEK_BASED_YEAR) * 100L
                    + at.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)),
        new Rule(monthly, at -> at.getYear() * 12L + at.getMonthValue()),
        new Rule(yearly, ZonedDateTime::getYear));
  }

  private static long day(ZonedDateTime at) {
    return at.toLocalDate().toEpochDay();
  }

  /** One rule on its way from the newest to the oldest. */
  private static final class Rule {
    private final ToLongFunction<ZonedDateTime> period;
    private int left;
    private long current = Long.MIN_VALUE;

    /**
     * @param period null: each one is its own
     */
    Rule(int count, ToLongFunction<ZonedDateTime> period) {
      this.left = count;
      this.period = period;
    }

    boolean keeps(ZonedDateTime at, int position, boolean oldest) {
      long now = period == null ? position : period.applyAsLong(at);
      if (left == 0 || (now == current && !oldest)) {
        return false;
      }
      current = now;
      left -= left > 0 ? 1 : 0;
      return true;
    }
  }
}
