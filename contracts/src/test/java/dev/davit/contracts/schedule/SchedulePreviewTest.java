package dev.davit.contracts.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.schedule.ClockChange.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulePreviewTest {
  private static final Instant NOW = Instant.parse("2026-03-28T12:00:00Z");

  private static SchedulePreview preview(String cron, String zone, int count, Integer year) {
    return SchedulePreview.of(cron, zone, Duration.ZERO, NOW, count, year);
  }

  private static List<ClockChange> changes(String cron, String zone, int year) {
    return preview(cron, zone, 1, year).clockChanges();
  }

  @Test
  void nextFiresAreShownInLocalTimeAndUtc() {
    var preview =
        SchedulePreview.of("30 2 * * *", "Europe/Berlin", Duration.ofMinutes(7), NOW, 2, null);

    assertThat(preview.year()).isEqualTo(2026);
    assertThat(Json.mapper().<com.fasterxml.jackson.databind.JsonNode>valueToTree(preview.fires()))
        .hasToString(
            "[{\"at\":\"2026-03-29T01:30:00Z\",\"local\":\"2026-03-29T03:30:00+02:00\","
                + "\"startsAt\":\"2026-03-29T01:37:00Z\"},"
                + "{\"at\":\"2026-03-30T00:30:00Z\",\"local\":\"2026-03-30T02:30:00+02:00\","
                + "\"startsAt\":\"2026-03-30T00:37:00Z\"}]");
  }

  @ParameterizedTest
  @CsvSource({
    "30 2 * * *, Europe/Berlin, 2026, MOVED, 1, ONCE, 1",
    "30 4 * * *, Europe/Berlin, 2026, NONE, 0, NONE, 0",
    "0 * * * *, Europe/Berlin, 2026, FOLLOWS_UTC, 0, FOLLOWS_UTC, 0",
    "*/10 0-5 * * *, America/New_York, 2026, MOVED, 6, ONCE, 6",
    "0 0 * * *, America/Havana, 2026, MOVED, 1, ONCE, 1",
    "0 1 * * *, Europe/Dublin, 2026, MOVED, 1, ONCE, 1",
    // Two hours at once, and back.
    "'30 1,2 * * *', Antarctica/Troll, 2026, MOVED, 2, ONCE, 2",
  })
  void whatHappensAtTheClockChangesOfAYearIsShown(
      String cron, String zone, int year, Effect spring, long moved, Effect autumn, long once) {
    var changes = changes(cron, zone, year);

    assertThat(changes).extracting(ClockChange::effect).containsExactly(spring, autumn);
    assertThat(changes).extracting(ClockChange::fires).containsExactly(moved, once);
  }

  @Test
  void whatIsShownAtAClockChangeIsWhatFires() {
    for (String zone : List.of("Europe/Berlin", "Australia/Lord_Howe", "Asia/Gaza")) {
      for (String cron : List.of("15,45 0-3 * * *", "50 1 * * *", "0 0 * * *")) {
        var schedule = Cron.parse(cron, zone);
        assertThat(changes(cron, zone, 2026))
            .flatExtracting(ClockChange::shown)
            .extracting(shift -> shift.happens().toInstant())
            .allSatisfy(at -> assertThat(schedule.next(at.minusSeconds(1))).contains(at));
      }
    }
  }

  @Test
  void aMovedFireTellsWhereFromAndTo() {
    var spring = changes("30 2 * * *", "Europe/Berlin", 2026).getFirst();

    assertThat(spring.at()).isEqualTo("2026-03-29T01:00:00Z");
    assertThat(spring.before()).hasToString("2026-03-29T02:00");
    assertThat(spring.after()).hasToString("2026-03-29T03:00");
    assertThat(spring.shown().getFirst().wanted()).hasToString("2026-03-29T02:30");
    assertThat(spring.shown().getFirst().happens()).hasToString("2026-03-29T03:30+02:00");
  }

  @Test
  void ofManyFiresOnlyTheFirstAreShown() {
    var spring = changes("* 2 * * *", "Europe/Berlin", 2026).getFirst();

    assertThat(spring.fires()).isEqualTo(60);
    assertThat(spring.shown()).hasSize(5);
  }

  @Test
  void aZoneWithoutClockChangesHasNone() {
    assertThat(changes("30 2 * * *", "Asia/Kathmandu", 2026)).isEmpty();
    assertThat(changes("30 2 * * *", "UTC", 2026)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0 25 * * *, UTC, 1, 2026, INVALID_SCHEDULE, 'cron \"0 25 * * *\", hour \"25\" is not in 0 to 23'",
    "0 1 * *, UTC, 1, 2026, INVALID_SCHEDULE, it has 4 fields instead of 5 or 6",
    "@nightly, UTC, 1, 2026, INVALID_SCHEDULE, there is no such shorthand",
    "@daily, Europe/Berlinn, 1, 2026, INVALID_SCHEDULE, did you mean \"Europe/Berlin\"?",
    "@daily, UTC, 0, 2026, INVALID_REQUEST, 'field \"count\", 0 is not in 1 to 1000'",
    "@daily, UTC, 1, 1, INVALID_REQUEST, field \"year\"",
  })
  void whatIsWrongIsNamed(
      String cron, String zone, int count, int year, ErrorCode code, String message) {
    assertThatThrownBy(() -> preview(cron, zone, count, year))
        .isInstanceOfSatisfying(DavitException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }
}
