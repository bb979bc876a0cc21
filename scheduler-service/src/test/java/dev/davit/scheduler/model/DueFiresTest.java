package dev.davit.scheduler.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.schedule.Cron;
import dev.davit.contracts.settings.CatchUp;
import dev.davit.contracts.settings.ScheduleSettings;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DueFiresTest {
  private static final Cron HOURLY = Cron.parse("0 * * * *", "UTC");
  private static final Instant ONE = Instant.parse("2026-03-10T01:00:00Z");

  private static Instant hour(int hour) {
    return ONE.plus(Duration.ofHours(hour - 1));
  }

  private static DueFires due(Instant now, Duration offset, CatchUp catchUp, Duration deadline) {
    var settings = new ScheduleSettings("0 * * * *", "UTC", false, null, catchUp, deadline, null);
    return DueFires.of(HOURLY, ONE, offset, settings, now);
  }

  private static DueFires due(Instant now) {
    return due(now, Duration.ZERO, null, null);
  }

  @Test
  void nothingIsDueBeforeItsTime() {
    assertThat(due(ONE.minusMillis(1))).isEqualTo(new DueFires(null, null, null, ONE));
    assertThat(due(ONE.minusMillis(1)).all()).isNull();
  }

  @Test
  void aFireIsDueAtItsTime() {
    assertThat(due(ONE)).isEqualTo(new DueFires(null, ONE, null, hour(2)));
  }

  @Test
  void theNewestStandsForThoseBefore() {
    var due = due(hour(5).plusSeconds(1));

    assertThat(due.missed()).isEqualTo(new Fires(hour(1), hour(4), 4));
    assertThat(due.newest()).isEqualTo(hour(5));
    assertThat(due.next()).isEqualTo(hour(6));
    assertThat(due.all()).isEqualTo(new Fires(hour(1), hour(5), 5));
  }

  @Test
  void anOffsetDelaysWhenAFireIsDueButNotItsName() {
    var offset = Duration.ofMinutes(20);

    assertThat(due(ONE.plus(offset).minusSeconds(1), offset, null, null).newest()).isNull();
    assertThat(due(ONE.plus(offset), offset, null, null).newest()).isEqualTo(ONE);
  }

  @Test
  void aDeadlineBeginsWhenAFireIsDue() {
    var offset = Duration.ofMinutes(20);
    var deadline = Duration.ofMinutes(10);
    Instant last = ONE.plus(offset).plus(deadline);

    assertThat(due(last, offset, null, deadline).tooLate()).isNull();
    assertThat(due(last.plusMillis(1), offset, null, deadline).tooLate().reason())
        .isEqualTo(MissReason.DEADLINE);
  }

  @Test
  void withoutCatchUpAMinuteIsOnTime() {
    Instant last = ONE.plus(DueFires.ON_TIME);

    assertThat(due(last, Duration.ZERO, CatchUp.NONE, null).tooLate()).isNull();
    assertThat(due(last.plusMillis(1), Duration.ZERO, CatchUp.NONE, null).tooLate().reason())
        .isEqualTo(MissReason.NOT_RUNNING);
  }
}
