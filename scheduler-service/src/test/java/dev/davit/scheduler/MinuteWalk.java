package dev.davit.scheduler;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/** When something is to happen in a year, its end included, found by looking at every minute. */
final class MinuteWalk {
  private MinuteWalk() {}

  /** For what matches every hour: every minute that passes, and what the clock shows then. */
  static NavigableSet<Instant> byInstant(Predicate<LocalDateTime> wanted, ZoneId zone, int year) {
    var all = new TreeSet<Instant>();
    for (Instant t = start(year); !t.isAfter(start(year + 1)); t = t.plusSeconds(60)) {
      if (wanted.test(LocalDateTime.ofInstant(t, zone))) {
        all.add(t);
      }
    }
    return all;
  }

  /** For all else: every minute that a calendar has, and when that is, skipped or repeated. */
  static NavigableSet<Instant> byWall(Predicate<LocalDateTime> wanted, ZoneId zone, int year) {
    var all = new TreeSet<Instant>();
    var end = LocalDateTime.of(year + 1, 1, 2, 0, 0);
    for (var t = LocalDateTime.of(year - 1, 12, 30, 0, 0); t.isBefore(end); t = t.plusMinutes(1)) {
      if (wanted.test(t)) {
        all.add(t.atZone(zone).withEarlierOffsetAtOverlap().toInstant());
      }
    }
    return all.subSet(start(year), true, start(year + 1), true);
  }

  static Instant start(int year) {
    return LocalDateTime.of(year, 1, 1, 0, 0).toInstant(ZoneOffset.UTC);
  }
}
