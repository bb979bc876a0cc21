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
 * @param within spans before the newest snapshot
 */
public record ForgetPolicy(
    int last, int hourly, int daily, int weekly, int monthly, int yearly, Within within) {
  private static final int ALL = -1;

  /**
   * Of each hour, day … of the span the newest is kept.
   *
   * @param each everything in this span is kept
   */
  public record Within(
      KeepWithin each,
      KeepWithin hourly,
      KeepWithin daily,
      KeepWithin weekly,
      KeepWithin monthly,
      KeepWithin yearly) {
    /** No span. */
    public static final Within NONE =
        new Within(
            KeepWithin.NOTHING,
            KeepWithin.NOTHING,
            KeepWithin.NOTHING,
            KeepWithin.NOTHING,
            KeepWithin.NOTHING,
            KeepWithin.NOTHING);
  }

  /** Without spans. */
  public ForgetPolicy(int last, int hourly, int daily, int weekly, int monthly, int yearly) {
    this(last, hourly, daily, weekly, monthly, yearly, Within.NONE);
  }

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
   * @param now spans end at the newest that is not later: one with a wrong date moves none of them
   */
  public <T> List<T> expired(List<T> series, Function<T, Instant> time, ZoneId zone, Instant now) {
    if (isEmpty() || series.isEmpty()) {
      return List.of();
    }
    var newestFirst = new ArrayList<T>(series);
    newestFirst.sort(Comparator.comparing(time).reversed());
    List<Rule> rules = rules(latest(newestFirst.stream().map(time).toList(), now), zone);
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

  private static Instant latest(List<Instant> newestFirst, Instant now) {
    return newestFirst.stream()
        .filter(at -> !at.isAfter(now))
        .findFirst()
        .orElse(newestFirst.getFirst());
  }

  private List<Rule> rules(Instant latest, ZoneId zone) {
    ToLongFunction<ZonedDateTime> hour = at -> day(at) * 24 + at.getHour();
    ToLongFunction<ZonedDateTime> month = at -> at.getYear() * 12L + at.getMonthValue();
    return List.of(
        new Rule(last, null, Instant.MIN),
        new Rule(hourly, hour, Instant.MIN),
        new Rule(daily, ForgetPolicy::day, Instant.MIN),
        new Rule(weekly, ForgetPolicy::week, Instant.MIN),
        new Rule(monthly, month, Instant.MIN),
        new Rule(yearly, ZonedDateTime::getYear, Instant.MIN),
        new Rule(ALL, null, within.each.since(latest, zone)),
        new Rule(ALL, hour, within.hourly.since(latest, zone)),
        new Rule(ALL, ForgetPolicy::day, within.daily.since(latest, zone)),
        new Rule(ALL, ForgetPolicy::week, within.weekly.since(latest, zone)),
        new Rule(ALL, month, within.monthly.since(latest, zone)),
        new Rule(ALL, ZonedDateTime::getYear, within.yearly.since(latest, zone)));
  }

  private static long week(ZonedDateTime at) {
    return at.get(IsoFields.WEEK_BASED_YEAR) * 100L + at.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
  }

  private static long day(ZonedDateTime at) {
    return at.toLocalDate().toEpochDay();
  }

  /** One rule on its way from the newest to the oldest. */
  private static final class Rule {
    private final ToLongFunction<ZonedDateTime> period;
    private final Instant since;
    private int left;
    private long current = Long.MIN_VALUE;

    /**
     * @param period null: each one is its own
     * @param since only what is later is looked at
     */
    Rule(int count, ToLongFunction<ZonedDateTime> period, Instant since) {
      this.left = count;
      this.period = period;
      this.since = since;
    }

    boolean keeps(ZonedDateTime at, int position, boolean oldest) {
      long now = period == null ? position : period.applyAsLong(at);
      if (left == 0 || !at.toInstant().isAfter(since) || (now == current && !oldest)) {
        return false;
      }
      current = now;
      left -= left > 0 ? 1 : 0;
      return true;
    }
  }
}
