package dev.davit.contracts.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlackoutWindowTest {
  private static BlackoutWindow window(String from, String to, DayOfWeek... days) {
    return new BlackoutWindow(
        List.of(days), LocalTime.parse(from), LocalTime.parse(to), "Europe/Berlin");
  }

  private static boolean covers(BlackoutWindow window, String instant) {
    return window.covers(Instant.parse(instant));
  }

  @Test
  void itCoversItsFirstMomentButNotItsLast() {
    var day = window("08:00", "18:00");
    assertThat(covers(day, "2026-01-05T06:59:59Z")).isFalse();
    assertThat(covers(day, "2026-01-05T07:00:00Z")).isTrue();
    assertThat(covers(day, "2026-01-05T16:59:59Z")).isTrue();
    assertThat(covers(day, "2026-01-05T17:00:00Z")).isFalse();
  }

  @Test
  void overMidnightItBelongsToTheDayOnWhichItBegins() {
    var friday = window("22:00", "04:00", DayOfWeek.FRIDAY); // 2026-01-09 is one
    assertThat(covers(friday, "2026-01-09T02:00:00Z")).isFalse();
    assertThat(covers(friday, "2026-01-09T22:00:00Z")).isTrue();
    assertThat(covers(friday, "2026-01-10T02:00:00Z")).isTrue();
    assertThat(covers(friday, "2026-01-10T22:00:00Z")).isFalse();
  }

  @Test
  void fromAnHourToTheSameHourItIsAWholeDay() {
    var sunday = window("00:00", "00:00", DayOfWeek.SUNDAY); // 2026-01-11 is one
    assertThat(covers(sunday, "2026-01-10T22:59:59Z")).isFalse();
    assertThat(covers(sunday, "2026-01-10T23:00:00Z")).isTrue();
    assertThat(covers(sunday, "2026-01-11T22:59:59Z")).isTrue();
    assertThat(covers(sunday, "2026-01-11T23:00:00Z")).isFalse();
  }

  @Test
  void itGoesByTheClockOnTheWall() {
    var night = window("02:15", "02:45");
    // Both hours that are called two on the day when clocks go back, and none when they go forward.
    assertThat(covers(night, "2026-10-25T00:30:00Z")).isTrue();
    assertThat(covers(night, "2026-10-25T01:30:00Z")).isTrue();
    assertThat(covers(night, "2026-10-25T01:50:00Z")).isFalse();
    assertThat(covers(night, "2026-03-29T01:30:00Z")).isFalse();
  }

  @Test
  void itsEndIsTheNextOne() {
    var night = window("22:00", "04:00");
    assertThat(night.endAfter(Instant.parse("2026-01-09T22:00:00Z")))
        .isEqualTo("2026-01-10T04:00:00+01:00[Europe/Berlin]");
    assertThat(night.endAfter(Instant.parse("2026-01-10T02:00:00Z")))
        .isEqualTo("2026-01-10T04:00:00+01:00[Europe/Berlin]");
  }

  @Test
  void whatWouldNeverEndOrHasNoZoneIsRefused() {
    assertRefused(() -> window("08:00", "08:00"), "never ends");
    assertRefused(() -> window("08:00", "08:00", DayOfWeek.values()), "never ends");
    assertRefused(
        () -> new BlackoutWindow(null, LocalTime.NOON, LocalTime.MIDNIGHT, "Europe/Berln"),
        "Europe/Berln");
  }

  @Test
  void limitsThatLetNothingRunAreRefused() {
    assertRefused(() -> new WorkLimits(0, 0, null, null), "atOnceOnDatabaseServer");
    assertRefused(() -> new WorkLimits(0, null, -1, null), "atOnceOnRepository");
    assertRefused(() -> new WorkLimits(101, null, null, null), "priority");
  }

  @Test
  void limitsAreReadAsTheyAreWritten() {
    var limits = new WorkLimits(5, 1, 2, List.of(window("08:00", "18:00", DayOfWeek.MONDAY)));
    String json = Json.text(limits);
    assertThat(json).contains("\"from\":\"08:00", "\"MONDAY\"");
    assertThat(Json.read(json, WorkLimits.class)).isEqualTo(limits);
    assertThat(Json.read("{}", WorkLimits.class)).isEqualTo(WorkLimits.NONE);
  }

  private static void assertRefused(Runnable making, String because) {
    assertThatThrownBy(making::run)
        .isInstanceOfSatisfying(
            DavitException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
        .hasMessageContaining(because);
  }
}
