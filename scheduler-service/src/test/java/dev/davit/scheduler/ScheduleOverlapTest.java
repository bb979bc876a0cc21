package dev.davit.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.RunId;
import dev.davit.contracts.event.BackupRequested;
import dev.davit.contracts.event.BackupStarted;
import dev.davit.contracts.event.DumpWorkCancelled;
import dev.davit.contracts.event.MediaWorkCancelled;
import dev.davit.contracts.event.RecoveryRequested;
import dev.davit.contracts.event.RecoveryTarget;
import dev.davit.contracts.event.RetentionStarted;
import dev.davit.contracts.event.RunCancelling;
import dev.davit.contracts.event.SealWorkCancelled;
import dev.davit.contracts.point.PointState;
import dev.davit.contracts.settings.Overlap;
import dev.davit.contracts.settings.RetentionPolicy;
import dev.davit.contracts.settings.ScheduleSettings;
import dev.davit.scheduler.model.MissReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A fire that comes beside a live run, under each policy; every ten minutes. */
class ScheduleOverlapTest {
  private static final RecoveryTarget ELSEWHERE =
      new RecoveryTarget(null, "postgresql://u@other:5432/again", null, Map.of());

  private final Ground ground = new Ground();

  private void schedule(Overlap overlap) {
    schedule(overlap, null);
  }

  private void schedule(Overlap overlap, Duration deadline) {
    ground.schedule(
        new ScheduleSettings("*/10 * * * *", "UTC", false, overlap, null, deadline, null));
  }

  private void fireAt(String time) {
    ground.clock.set(Instant.parse("2026-03-10T" + time + "Z"));
    ground.fireAll();
  }

  private void seal(RunId run) {
    ground.hear(ground.sealed(run, PointState.SEALED));
  }

  private RunId newest() {
    return ground.runs().getFirst().run().id();
  }

  private RunId recoverElsewhere() {
    return ground.accepted(new RecoveryRequested(ground.system, null, ELSEWHERE, false, null));
  }

  @Test
  void skipIsTheDefaultAndAMissWithItsReason() {
    schedule(null);
    RunId live = ground.backup();

    fireAt("10:10:00");
    fireAt("10:20:00");

    assertThat(ground.fires()).containsExactly("10:10:00-10:20:00 2 overlap");
    assertThat(ground.schedules.fires(ground.system, 1).getFirst().text())
        .isEqualTo("backup " + live + " is pinning");
    assertThat(ground.runs()).hasSize(1);
    assertThat(ground.missed(MissReason.OVERLAP)).isEqualTo(2);
  }

  @Test
  void bufferOneStartsWhenTheOtherRunHasEndedAndOnlyOne() {
    schedule(Overlap.BUFFER_ONE);
    RunId live = ground.backup();
    fireAt("10:10:00");
    fireAt("10:20:00");
    assertThat(ground.fires()).containsExactly("10:10:00 waiting", "10:20:00 overlap");
    assertThat(ground.standing().waiting()).isEqualTo(Instant.parse("2026-03-10T10:10:00Z"));
    assertThat(ground.runs()).hasSize(1);

    seal(live);
    fireAt("10:21:00");

    assertThat(ground.fires()).containsExactly("10:10:00 ran", "10:20:00 overlap");
    assertThat(ground.runs()).hasSize(2);
    assertThat(ground.runs().getFirst().origin().reason()).contains("10:10:00Z");
    assertThat(ground.standing().waiting()).isNull();
  }

  @Test
  void aWaitingFireGoesBeforeTheNextOneThatIsDue() {
    schedule(Overlap.BUFFER_ONE);
    RunId live = ground.backup();
    fireAt("10:10:00");
    seal(live);

    ground.clock.set(Instant.parse("2026-03-10T10:20:00Z"));
    ground.replica().fireDue();

    assertThat(ground.fires()).containsExactly("10:10:00 ran", "10:20:00 waiting");
  }

  @Test
  void aWaitingFireIsMissedBehindItsStartingDeadline() {
    schedule(Overlap.BUFFER_ONE, Duration.ofMinutes(5));
    RunId live = ground.backup();
    fireAt("10:10:00");

    fireAt("10:15:01");
    seal(live);
    fireAt("10:16:00");

    assertThat(ground.fires()).containsExactly("10:10:00 deadline");
    assertThat(ground.runs()).hasSize(1);
    assertThat(ground.missed(MissReason.DEADLINE)).isEqualTo(1);
  }

  @Test
  void aWaitingFireOfAScheduleThatIsChangedIsAMiss() {
    schedule(Overlap.BUFFER_ONE);
    ground.backup();
    fireAt("10:10:00");

    ground.schedule(ScheduleSettings.of("0 3 * * *", "UTC"));

    assertThat(ground.fires()).containsExactly("10:10:00 changed");
  }

  @Test
  void aWaitingFireGoesOnWaitingWhenOnlyThePolicyIsChanged() {
    schedule(Overlap.BUFFER_ONE);
    RunId live = ground.backup();
    fireAt("10:10:00");

    schedule(Overlap.SKIP);
    seal(live);
    fireAt("10:11:00");

    assertThat(ground.fires()).containsExactly("10:10:00 ran");
  }

  @Test
  void cancelOtherEndsTheBackupThatAScheduleBeganAndThenStarts() {
    schedule(Overlap.CANCEL_OTHER);
    fireAt("10:10:00");
    RunId first = newest();

    fireAt("10:20:00");

    assertThat(ground.fires()).containsExactly("10:10:00 ran", "10:20:00 waiting");
    assertThat(ground.run(first).state()).isEqualTo("cancelling");
    assertThat(ground.said(RunCancelling.class)).hasSize(1);
    ground.hear(
        new DumpWorkCancelled(ground.system, first),
        new MediaWorkCancelled(ground.system, first),
        new SealWorkCancelled(ground.system, first));
    fireAt("10:21:00");
    assertThat(ground.run(first).state()).isEqualTo("cancelled");
    assertThat(ground.fires()).containsExactly("10:10:00 ran", "10:20:00 ran");
  }

  @Test
  void cancelOtherWaitsForWhatSomebodyAskedFor() {
    schedule(Overlap.CANCEL_OTHER);
    RunId asked = ground.accepted(new BackupRequested(ground.system, "before the upgrade"));

    fireAt("10:10:00");

    assertThat(ground.run(asked).state()).isEqualTo("pinning");
    assertThat(ground.fires()).containsExactly("10:10:00 waiting");
  }

  @Test
  void allowStartsBesideARecoveryElsewhere() {
    schedule(Overlap.ALLOW);
    ground.backedUp(PointState.SEALED);
    recoverElsewhere();

    fireAt("10:10:00");
    fireAt("10:20:00");

    assertThat(ground.fires()).containsExactly("10:10:00 ran", "10:20:00 overlap");
    assertThat(ground.said(BackupStarted.class)).hasSize(2);
  }

  @Test
  void allowNeverStartsBesideARecoveryInPlaceNorABackup() {
    schedule(Overlap.ALLOW);
    ground.backedUp(PointState.SEALED);
    ground.accepted(new RecoveryRequested(ground.system, null, null, true, null));

    fireAt("10:10:00");

    assertThat(ground.fires()).containsExactly("10:10:00 overlap");
  }

  @Test
  void i6NoRetentionBeginsWhileAPointIsBeingRecovered() {
    ground.systems.put(
        ground.definition(
            new ScheduleSettings("*/10 * * * *", "UTC", false, Overlap.ALLOW, null, null, null),
            Ground.KEEP_ALL,
            List.of()));
    ground.backedUp(PointState.SEALED);
    RunId recovery = recoverElsewhere();
    ground.systems.put(
        ground.definition(
            new ScheduleSettings("*/10 * * * *", "UTC", false, Overlap.ALLOW, null, null, null),
            RetentionPolicy.DEFAULT,
            List.of()));

    fireAt("10:10:00");
    seal(newest());
    assertThat(ground.said(RetentionStarted.class)).isEmpty();
    ground.ask(new dev.davit.contracts.event.CancellationRequested(ground.system, recovery, null));
    seal(ground.backup());

    assertThat(ground.said(RetentionStarted.class)).hasSize(1);
  }
}
