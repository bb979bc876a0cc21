package dev.davit.contracts.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fire of a year, against a walk through every minute of it. 2018: summer time at midnight in
 * São Paulo, Havana and Gaza, by half an hour on Lord Howe, by two hours at Troll, the other way
 * round in Dublin, interrupted in Casablanca; Pyongyang moved by half an hour for good. 2011: Samoa
 * left a whole day out.
 */
class CronYearTest {
  private static final List<String> ZONES =
      List.of(
          "Australia/Lord_Howe",
          "America/St_Johns",
          "Africa/Casablanca",
          "Pacific/Apia",
          "Asia/Kathmandu",
          "Europe/Dublin",
          "America/Sao_Paulo",
          "Asia/Gaza",
          "America/Havana",
          "Antarctica/Troll",
          "Asia/Pyongyang",
          "UTC");

  /** An expression and what it means, said once more in plain code. */
  private record Case(String cron, boolean everyHour, Predicate<LocalDateTime> means) {}

  private static final List<Case> CASES =
      List.of(
          new Case("30 2 * * *", false, t -> t.getHour() == 2 && t.getMinute() == 30),
          new Case("0 0 * * *", false, t -> t.getHour() == 0 && t.getMinute() == 0),
          new Case("@hourly", true, t -> t.getMinute() == 0),
          new Case(
              "*/20 0-3 * * 6,7",
              false,
              t -> t.getMinute() % 20 == 0 && t.getHour() <= 3 && t.getDayOfWeek().getValue() >= 6),
          new Case(
              "15,45 1-23/2 1-7 3,4,10,11 *",
              false,
              t ->
                  t.getMinute() % 30 == 15
                      && t.getHour() % 2 == 1
                      && t.getDayOfMonth() <= 7
                      && List.of(3, 4, 10, 11).contains(t.getMonthValue())),
          new Case("59 * 31 * *", true, t -> t.getMinute() == 59 && t.getDayOfMonth() == 31));

  private static Stream<Arguments> zonesAndYears() {
    return Stream.concat(
        ZONES.stream().map(zone -> arguments(zone, 2018)),
        Stream.of(arguments("Pacific/Apia", 2011)));
  }

  @ParameterizedTest
  @MethodSource("zonesAndYears")
  void everyFireOfAYearIsThereAndNoOther(String zone, int year) {
    var expected = expected(ZoneId.of(zone), year);
    for (Case each : CASES) {
      assertThat(fires(each.cron(), zone, year))
          .as("%s in %s, %d", each.cron(), zone, year)
          .containsExactlyElementsOf(
              expected.get(each).subSet(start(year), true, start(year + 1), false));
    }
  }

  private static List<Instant> fires(String cron, String zone, int year) {
    var schedule = Cron.parse(cron, zone);
    var found = new ArrayList<Instant>();
    Instant fire = schedule.next(start(year).minusSeconds(1)).orElseThrow();
    while (fire.isBefore(start(year + 1))) {
      found.add(fire);
      fire = schedule.next(fire).orElseThrow();
    }
    return found;
  }

  private static Instant start(int year) {
    return LocalDateTime.of(year, 1, 1, 0, 0).toInstant(ZoneOffset.UTC);
  }

  private static Map<Case, NavigableSet<Instant>> expected(ZoneId zone, int year) {
    Map<Case, NavigableSet<Instant>> all = new HashMap<>();
    CASES.forEach(each -> all.put(each, new TreeSet<>()));
    byInstant(zone, year, all);
    byWall(zone, year, all);
    return all;
  }

  /** Every minute that passes, and what the clock shows then. */
  private static void byInstant(ZoneId zone, int year, Map<Case, NavigableSet<Instant>> all) {
    for (Instant t = start(year); t.isBefore(start(year + 1)); t = t.plusSeconds(60)) {
      var wall = LocalDateTime.ofInstant(t, zone);
      for (Case each : CASES) {
        if (each.everyHour() && each.means().test(wall)) {
          all.get(each).add(t);
        }
      }
    }
  }

  /** Every minute that a calendar has, and when that is: once, if it is skipped or repeated. */
  private static void byWall(ZoneId zone, int year, Map<Case, NavigableSet<Instant>> all) {
    var end = LocalDateTime.of(year + 1, 1, 2, 0, 0);
    for (var t = LocalDateTime.of(year - 1, 12, 30, 0, 0); t.isBefore(end); t = t.plusMinutes(1)) {
      for (Case each : CASES) {
        if (!each.everyHour() && each.means().test(t)) {
          all.get(each).add(t.atZone(zone).withEarlierOffsetAtOverlap().toInstant());
        }
      }
    }
  }
}
