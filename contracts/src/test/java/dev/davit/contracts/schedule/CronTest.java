package dev.davit.contracts.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "30 2 * * *         | 2026-03-10T10:00:00Z | 2026-03-11T02:30:00Z",
        "*/15 * * * *       | 2026-03-10T10:00:00Z | 2026-03-10T10:15:00Z",
        "7/20 * * * *       | 2026-03-10T10:00:00Z | 2026-03-10T10:07:00Z",
        "*/10 * * * * *     | 2026-03-10T10:00:03Z | 2026-03-10T10:00:10Z",
        "5,35 * * * * *     | 2026-03-10T10:00:05Z | 2026-03-10T10:00:35Z",
        "5,35 * * * * *     | 2026-03-10T10:00:35Z | 2026-03-10T10:01:05Z",
        "5,35 59 3,9 * * *  | 2026-03-10T09:59:35Z | 2026-03-11T03:59:05Z",
        "5,35 1,59 3,9 * * * | 2026-03-10T03:01:35Z | 2026-03-10T03:59:05Z",
        "15 30 4 * * *      | 2026-03-10T10:00:00Z | 2026-03-11T04:30:15Z",
        "0 0-6/3 * * *      | 2026-03-10T04:00:00Z | 2026-03-10T06:00:00Z",
        "0 0 1 JAN,jul *    | 2026-03-10T10:00:00Z | 2026-07-01T00:00:00Z",
        "0 0 * * MON-FRI    | 2026-03-13T10:00:00Z | 2026-03-16T00:00:00Z",
        "0 0 * * fri-sun    | 2026-03-09T10:00:00Z | 2026-03-13T00:00:00Z",
        "0 0 * * SAT-SUN    | 2026-03-14T10:00:00Z | 2026-03-15T00:00:00Z",
        "0 0 * * 7          | 2026-03-10T10:00:00Z | 2026-03-15T00:00:00Z",
        "0 0 * * 0          | 2026-03-10T10:00:00Z | 2026-03-15T00:00:00Z",
        "0 0 13 * FRI       | 2026-03-10T10:00:00Z | 2026-03-13T00:00:00Z",
        "0 0 20 * FRI       | 2026-03-13T10:00:00Z | 2026-03-20T00:00:00Z",
        "0 0 12 * FRI       | 2026-03-10T10:00:00Z | 2026-03-12T00:00:00Z",
        "0 0 31 * *         | 2026-03-31T10:00:00Z | 2026-05-31T00:00:00Z",
        "0 0 29 2 *         | 2026-03-10T10:00:00Z | 2028-02-29T00:00:00Z",
        "0 0 29 2 *         | 2096-03-10T10:00:00Z | 2104-02-29T00:00:00Z",
        "@hourly            | 2026-03-10T10:00:00Z | 2026-03-10T11:00:00Z",
        "@daily             | 2026-03-10T10:00:00Z | 2026-03-11T00:00:00Z",
        "@weekly            | 2026-03-10T10:00:00Z | 2026-03-15T00:00:00Z",
        "@monthly           | 2026-03-10T10:00:00Z | 2026-04-01T00:00:00Z",
        "@yearly            | 2026-03-10T10:00:00Z | 2027-01-01T00:00:00Z",
      })
  void theNextFireIs(String expression, Instant after, Instant expected) {
    assertThat(Cron.parse(expression, "UTC").next(after)).contains(expected);
  }

  @Test
  void aFireIsNeverItsOwnNext() {
    var cron = Cron.parse("0 12 * * *", "UTC");

    assertThat(cron.next(Instant.parse("2026-03-10T12:00:00Z")))
        .contains(Instant.parse("2026-03-11T12:00:00Z"));
    assertThat(cron.next(Instant.parse("2026-03-10T11:59:59.999Z")))
        .contains(Instant.parse("2026-03-10T12:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "* * * *",
        "* * * * * * *",
        "60 * * * *",
        "* 24 * * *",
        "* * 0 * *",
        "* * * 13 *",
        "* * * * 8",
        "5-1 * * * *",
        "1-2-3 * * * *",
        "*/0 * * * *",
        "*/2/2 * * * *",
        "a * * * *",
        "1, * * * *",
        "@reboot",
        "0 0 31 2 *",
        "0 0 30 FEB *"
      })
  void whatIsNoScheduleIsRefusedWithItsText(String expression) {
    assertThatThrownBy(() -> Cron.parse(expression, "UTC"))
        .isInstanceOfSatisfying(
            DavitException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_SCHEDULE))
        .hasMessageContaining("\"" + expression + "\"");
  }

  @Test
  void anUnknownZoneIsRefused() {
    assertThatThrownBy(() -> Cron.parse("@daily", "Europe/Atlantis"))
        .isInstanceOf(DavitException.class)
        .hasMessageContaining("zone \"Europe/Atlantis\", there is no such time zone");
  }

  /** Fires between two instants. */
  private static List<String> fires(String expression, String zone, String from, String to) {
    var cron = Cron.parse(expression, zone);
    var found = new ArrayList<String>();
    Instant fire = cron.next(Instant.parse(from)).orElseThrow();
    while (fire.isBefore(Instant.parse(to))) {
      found.add(fire.toString());
      fire = cron.next(fire).orElseThrow();
    }
    return found;
  }

  @ParameterizedTest
  @CsvSource({
    // 02:00 to 03:00 do not exist: the fire moves behind, once.
    "Europe/Berlin, 2026-03-28T12:00:00Z, 2026-03-30T12:00:00Z,"
        + " '2026-03-29T01:30:00Z 2026-03-30T00:30:00Z'",
    "America/New_York, 2026-03-07T12:00:00Z, 2026-03-09T12:00:00Z,"
        + " '2026-03-08T07:30:00Z 2026-03-09T06:30:00Z'",
    // 02:00 to 02:30 do not exist, so 02:30 is not touched.
    "Australia/Lord_Howe, 2026-10-03T00:00:00Z, 2026-10-05T00:00:00Z,"
        + " '2026-10-03T15:30:00Z 2026-10-04T15:30:00Z'",
    // No summer time.
    "Asia/Kolkata, 2026-03-28T00:00:00Z, 2026-03-30T00:00:00Z,"
        + " '2026-03-28T21:00:00Z 2026-03-29T21:00:00Z'",
  })
  void aFireInTheSkippedHourMovesBehindItAndIsNeverLost(
      String zone, String from, String to, String expected) {
    assertThat(fires("30 2 * * *", zone, from, to)).containsExactly(expected.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "30 2 * * *, Europe/Berlin, 2026-10-24T12:00:00Z, 2026-10-26T12:00:00Z,"
        + " '2026-10-25T00:30:00Z 2026-10-26T01:30:00Z'",
    "30 1 * * *, America/New_York, 2026-10-31T12:00:00Z, 2026-11-02T12:00:00Z,"
        + " '2026-11-01T05:30:00Z 2026-11-02T06:30:00Z'",
    "45 1 * * *, Australia/Lord_Howe, 2026-04-03T20:00:00Z, 2026-04-06T00:00:00Z,"
        + " '2026-04-04T14:45:00Z 2026-04-05T15:15:00Z'",
  })
  void aFireInTheRepeatedHourHappensOnceTheFirstTime(
      String expression, String zone, String from, String to, String expected) {
    assertThat(fires(expression, zone, from, to)).containsExactly(expected.split(" "));
  }

  @Test
  void severalFiresOutOfAGapThatMeetAreOne() {
    assertThat(
            fires("30 2,3 * * *", "Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29T12:00:00Z"))
        .containsExactly("2026-03-29T01:30:00Z");
  }

  @Test
  void aFireThatMovesBehindALaterOneHidesNeither() {
    // Lord Howe skips 02:00 to 02:30: 02:15 moves to 02:45, behind 02:40.
    assertThat(
            fires(
                "15,40 2 * * *",
                "Australia/Lord_Howe",
                "2026-10-03T12:00:00Z",
                "2026-10-03T20:00:00Z"))
        .containsExactly("2026-10-03T15:40:00Z", "2026-10-03T15:45:00Z");
  }

  @Test
  void aDayThatDoesNotExistFiresOnceOnTheNext() {
    // Samoa went over the date line: 30 December 2011 never was.
    assertThat(fires("0 2 * * *", "Pacific/Apia", "2011-12-29T00:00:00Z", "2012-01-01T00:00:00Z"))
        .containsExactly("2011-12-29T12:00:00Z", "2011-12-30T12:00:00Z", "2011-12-31T12:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "0 * * * *, 2026-03-28T12:00:00Z, 2026-03-29T12:00:00Z, 24, 3600",
    "0 * * * *, 2026-10-24T12:00:00Z, 2026-10-25T12:00:00Z, 24, 3600",
    "*/10 * * * *, 2026-03-28T12:00:00Z, 2026-03-29T12:00:00Z, 144, 600",
    "*/10 * * * *, 2026-10-24T12:00:00Z, 2026-10-25T12:00:00Z, 144, 600",
  })
  void whatFiresEveryHourNeitherMovesNorPauses(
      String expression, String from, String to, int count, long seconds) {
    var fires = fires(expression, "Europe/Berlin", Instant.parse(from).minusSeconds(1) + "", to);

    assertThat(fires).hasSize(count);
    for (int i = 1; i < fires.size(); i++) {
      assertThat(Instant.parse(fires.get(i)))
          .isEqualTo(Instant.parse(fires.get(i - 1)).plusSeconds(seconds));
    }
  }

  @Test
  void everyHourOfOneDayKeepsToTheDaysOfItsZone() {
    // The 29th has 23 hours in Berlin.
    assertThat(fires("0 * 29 3 *", "Europe/Berlin", "2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z"))
        .hasSize(23)
        .startsWith("2026-03-28T23:00:00Z")
        .endsWith("2026-03-29T21:00:00Z");
  }
}
