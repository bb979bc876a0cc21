package dev.davit.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.SystemId;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.point.PointState;
import dev.davit.contracts.settings.Overlap;
import dev.davit.contracts.settings.ScheduleSettings;
import dev.davit.scheduler.model.MissReason;
import dev.davit.scheduler.model.Pause;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A schedule of every ten minutes is paused, for a while or by its definition. */
class SchedulePauseTest {
  private final Ground ground = new Ground();

  private void schedule(boolean paused, Duration spread) {
    ground.schedule(
        new ScheduleSettings(
            "*/10 * * * *", "UTC", paused, Overlap.BUFFER_ONE, null, null, spread));
  }

  private void pause() {
    ground.schedules.pause(ground.system, "anna", "the repository moves");
  }

  private void resume() {
    ground.schedules.resume(ground.system, "anna", null);
  }

  private void fireAt(String time) {
    at(time);
    ground.fireAll();
  }

  private void at(String time) {
    ground.clock.set(Instant.parse("2026-03-10T" + time + "Z"));
  }

  private static void assertRefused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(DavitException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void firesOfAPauseAreOneRangeAndNoneIsMadeUpFor() {
    schedule(false, null);
    pause();
    fireAt("10:10:00");
    fireAt("10:20:01");
    assertThat(ground.fires()).containsExactly("10:10:00-10:20:00 2 paused");
    at("10:35:00");

    resume();
    ground.fireAll();
    assertThat(ground.fires()).containsExactly("10:10:00-10:30:00 3 paused");
    assertThat(ground.runs()).isEmpty();
    assertThat(ground.missed(MissReason.PAUSED)).isEqualTo(3);
    fireAt("10:40:00");

    assertThat(ground.fires()).containsExactly("10:10:00-10:30:00 3 paused", "10:40:00 ran");
  }

  @Test
  void whoWhenAndWhyAreReadWhileItLastsAndBesideWhatWasMissed() {
    schedule(false, null);
    pause();
    ground.schedules.pause(ground.system, "ben", "too");

    assertThat(ground.standing().row().pause())
        .isEqualTo(new Pause(Ground.START, "anna", "the repository moves"));
    assertThat(ground.standing().row().paused()).isTrue();
    fireAt("10:10:00");
    assertThat(ground.schedules.fires(ground.system, 1).getFirst().text())
        .isEqualTo("paused by anna: the repository moves");
    resume();
    resume();
    assertThat(ground.standing().row().pause()).isNull();
  }

  @Test
  void aWaitingFireIsMissedWhenItsScheduleIsPaused() {
    schedule(false, null);
    var live = ground.backup();
    fireAt("10:10:00");

    pause();
    ground.hear(ground.sealed(live, PointState.SEALED));
    fireAt("10:11:00");

    assertThat(ground.fires()).containsExactly("10:10:00 paused");
    assertThat(ground.runs()).hasSize(1);
  }

  @Test
  void aFireThatIsDueAfterThePauseRunsThoughItsNominalInstantLiesInIt() {
    schedule(false, Duration.ofMinutes(10));
    Duration offset = ground.standing().row().offset();
    assertThat(offset).isPositive();
    pause();
    at("10:10:00");

    resume();
    ground.clock.advance(offset);
    ground.fireAll();

    assertThat(ground.fires()).containsExactly("10:10:00 ran");
  }

  @Test
  void whatADefinitionPausesOnlyADefinitionResumes() {
    schedule(true, null);
    fireAt("10:25:00");
    assertRefused(ErrorCode.PAUSED_BY_DEFINITION, this::resume);

    schedule(false, null);
    fireAt("10:30:00");

    assertThat(ground.fires()).containsExactly("10:10:00-10:20:00 2 paused", "10:30:00 ran");
  }

  @Test
  void aDefinitionThatIsAppliedDoesNotEndAPause() {
    schedule(false, null);
    pause();
    schedule(false, null);
    schedule(false, Duration.ofMinutes(1));
    ground.schedule(ScheduleSettings.of("*/5 * * * *", "UTC"));

    fireAt("10:10:00");

    assertThat(ground.fires()).containsExactly("10:05:00-10:10:00 2 paused");
  }

  @Test
  void i2APauseThatEndsWithItsScheduleHasItsRange() {
    schedule(false, null);
    pause();
    at("10:20:00");

    ground.systems.delete(ground.system);

    assertThat(ground.count("schedule_fire where fires = 2 and reason = 'PAUSED'")).isEqualTo(1);
  }

  @Test
  void whatIsUnknownIsNamed() {
    assertRefused(
        ErrorCode.UNKNOWN_SYSTEM, () -> ground.schedules.pause(new SystemId("shopp"), "a", "b"));
    ground.schedule(null);
    assertRefused(ErrorCode.UNKNOWN_SCHEDULE, this::pause);
    assertRefused(ErrorCode.UNKNOWN_SCHEDULE, this::resume);
    assertRefused(
        ErrorCode.UNKNOWN_SCHEDULE, () -> ground.schedules.preview(ground.system, 1, null));
  }
}
