package dev.davit.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.SystemId;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.BackupStarted;
import dev.davit.contracts.point.PointState;
import dev.davit.contracts.settings.CatchUp;
import dev.davit.contracts.settings.ScheduleSettings;
import dev.davit.contracts.settings.SystemDefinition;
import dev.davit.kit.testing.Await;
import dev.davit.scheduler.model.MissReason;
import dev.davit.scheduler.model.Spread;
import dev.davit.scheduler.store.FireStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class ScheduleFirerTest {
  private final Ground ground = new Ground();
  private final ScheduleFirer firer = ground.replica();

  private void schedule(String cron) {
    ground.schedule(ScheduleSettings.of(cron, "UTC"));
  }

  private void schedule(String cron, CatchUp catchUp, Duration deadline, Duration spread) {
    ground.schedule(new ScheduleSettings(cron, "UTC", false, null, catchUp, deadline, spread));
  }

  private static Instant at(String time) {
    return Instant.parse("2026-03-10T" + time + "Z");
  }

  @Test
  void whatIsDueRunsOnce() {
    schedule("0 * * * *");
    assertThat(firer.fireDue()).isFalse();
    ground.clock.set(at("11:00:00"));

    assertThat(firer.fireDue()).isTrue();
    assertThat(firer.fireDue()).isFalse();

    assertThat(ground.fires()).containsExactly("11:00:00 ran");
    assertThat(ground.runs().getFirst().origin().requester()).endsWith("/schedule");
    assertThat(ground.runs().getFirst().origin().reason()).contains("2026-03-10T11:00:00Z");
    assertThat(ground.standing().row().nextFire()).isEqualTo(at("12:00:00"));
  }

  @Test
  void i2FourReplicasStartOneRunForEachFire() throws Exception {
    int schedules = 1_200; // more than one transaction deals with, so that replicas meet
    for (int i = 0; i < schedules; i++) {
      ground.systems.put(
          new SystemDefinition(
              new SystemId("shop-" + i),
              Ground.settings(),
              ScheduleSettings.of("0 * * * *", "UTC"),
              Ground.KEEP_ALL,
              null,
              List.of()));
    }
    ground.clock.set(at("11:30:00"));
    try (var threads = Executors.newFixedThreadPool(4)) {
      Callable<Void> replica =
          () -> {
            var one = ground.replica();
            while (one.fireDue()) {
              // Until nothing is left.
            }
            return null;
          };
      for (var each : threads.invokeAll(Collections.nCopies(4, replica))) {
        each.get();
      }
    }
    assertThat(ground.said(BackupStarted.class)).hasSize(schedules);
    assertThat(ground.count("schedule_fire where run is not null")).isEqualTo(schedules);
    assertThat(ground.count("run")).isEqualTo(schedules);
  }

  @Test
  void ofMissedFiresOnlyTheNewestIsMadeUpFor() {
    schedule("*/10 * * * *");
    ground.clock.set(at("10:35:00"));

    firer.fireDue();

    assertThat(ground.fires()).containsExactly("10:10:00-10:20:00 2 not-running", "10:30:00 ran");
    assertThat(ground.runs()).hasSize(1);
    assertThat(ground.missed(MissReason.NOT_RUNNING)).isEqualTo(2);
  }

  @Test
  void withoutCatchUpALateFireIsMissedAndOneOnTimeRuns() {
    schedule("*/10 * * * *", CatchUp.NONE, null, null);
    ground.clock.set(at("10:35:00"));
    firer.fireDue();
    assertThat(ground.fires()).containsExactly("10:10:00-10:30:00 3 not-running");

    ground.clock.set(at("10:40:59"));
    firer.fireDue();

    assertThat(ground.fires()).containsExactly("10:10:00-10:30:00 3 not-running", "10:40:00 ran");
  }

  @Test
  void aFireBehindItsStartingDeadlineIsMissed() {
    schedule("0 * * * *", null, Duration.ofMinutes(20), null);
    ground.clock.set(at("11:20:01"));
    firer.fireDue();
    assertThat(ground.fires()).containsExactly("11:00:00 deadline");
    assertThat(ground.missed(MissReason.DEADLINE)).isEqualTo(1);

    ground.clock.set(at("12:20:00"));
    firer.fireDue();

    assertThat(ground.fires()).containsExactly("11:00:00 deadline", "12:00:00 ran");
  }

  @Test
  void aLongAbsenceIsOneRow() {
    schedule("* * * * *");
    ground.clock.advance(Duration.ofDays(365));

    firer.fireDue();

    assertThat(ground.fires()).hasSize(2);
    assertThat(ground.missed(MissReason.NOT_RUNNING)).isEqualTo(365L * 24 * 60 - 1);
  }

  @Test
  void equalSchedulesStartAtTheirPlacesInTheSpreadUnderTheirNominalInstants() {
    var spread = Duration.ofMinutes(30);
    var offset = Spread.offset(ground.system, spread);
    assertThat(offset).isPositive().isLessThan(spread);
    schedule("0 * * * *", null, null, spread);
    Instant start = at("11:00:00").plus(offset);
    ground.clock.set(start.minusSeconds(1));
    assertThat(firer.fireDue()).isFalse();

    ground.clock.set(start);
    firer.fireDue();

    assertThat(ground.fires()).containsExactly("11:00:00 ran");
    assertThat(ground.standing().row().nextFire()).isEqualTo(at("12:00:00"));
  }

  @Test
  void aSpreadThatIsTakenAwayLosesNoFire() {
    schedule("0 * * * *", null, null, Duration.ofHours(1));
    ground.clock.set(at("11:00:00"));
    assertThat(firer.fireDue()).isFalse();

    schedule("0 * * * *");
    ground.fireAll();

    assertThat(ground.fires()).containsExactly("11:00:00 ran");
  }

  @Test
  void i2ApplyingTheSameDefinitionKeepsWhatIsDue() {
    schedule("*/10 * * * *");
    ground.clock.set(at("10:10:01"));

    schedule("*/10 * * * *");
    firer.fireDue();

    assertThat(ground.fires()).containsExactly("10:10:00 ran");
  }

  @Test
  void i2WhatWasDueUnderAChangedScheduleIsAMiss() {
    schedule("*/10 * * * *");
    ground.clock.set(at("10:20:01"));

    schedule("0 3 * * *");
    assertThat(firer.fireDue()).isFalse();

    assertThat(ground.fires()).containsExactly("10:10:00-10:20:00 2 changed");
    assertThat(ground.missed(MissReason.CHANGED)).isEqualTo(2);
  }

  @Test
  void i2WhatWasDueUnderAScheduleThatEndsIsAMiss() {
    schedule("*/10 * * * *");
    ground.clock.set(at("10:10:01"));

    ground.schedule(null);

    assertThat(ground.fires()).containsExactly("10:10:00 changed");
    assertThat(ground.schedules.list(null)).isEmpty();
  }

  @Test
  void aClockThatIsPutBackFiresNothingTwice() {
    schedule("*/10 * * * *");
    ground.clock.set(at("10:10:00"));
    firer.fireDue();
    ground.clock.set(at("10:05:00"));
    schedule("*/5 * * * *");
    ground.clock.set(at("10:10:00"));

    firer.fireDue();

    assertThat(ground.fires()).containsExactly("10:10:00 ran");
    assertThat(ground.runs()).hasSize(1);
  }

  @Test
  void aClockThatRanAheadForAMomentEndsNoSchedule() {
    schedule("*/10 * * * *");
    ground.clock.set(at("10:10:00"));
    firer.fireDue();
    ground.hear(ground.sealed(ground.runs().getFirst().run().id(), PointState.SEALED));
    ground.clock.set(Instant.parse("2036-03-10T10:05:00Z"));
    firer.fireDue();
    ground.hear(ground.sealed(ground.runs().getFirst().run().id(), PointState.SEALED));

    ground.clock.set(at("10:25:00"));
    assertThat(firer.setBack()).isTrue();
    assertThat(firer.setBack()).isFalse();
    assertThat(ground.standing().row().nextFire()).isEqualTo(at("10:30:00"));
    ground.clock.set(at("10:30:00"));
    ground.fireAll();

    assertThat(ground.fires())
        .containsExactly(
            "10:10:00 ran", "10:20:00 not-running", "10:30:00 ran", "2036-03-10T10:00:00 ran");
  }

  @Test
  void theThreadFiresByItselfAndStops() throws Exception {
    schedule("0 * * * *");
    ground.clock.set(at("11:00:00"));
    var running = firer.start();
    Await.until("fired", () -> ground.runs().size() == 1);
    assertThat(running.alive()).isTrue();

    running.close();

    assertThat(running.alive()).isFalse();
  }

  @Test
  void aSystemWithALiveRunIsNotDeleted() {
    schedule("0 * * * *");
    var run = ground.backup();

    assertThatThrownBy(() -> ground.systems.delete(ground.system))
        .isInstanceOfSatisfying(
            DavitException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RUN_OVERLAPS))
        .hasMessageContaining(run.toString());
    ground.hear(ground.sealed(run, PointState.SEALED));
    ground.systems.delete(ground.system);

    assertThat(ground.schedules.list(null)).isEmpty();
    assertThatThrownBy(() -> ground.systems.get(ground.system)).isInstanceOf(DavitException.class);
  }

  @Test
  void aWrongScheduleIsRefusedAndChangesNothing() {
    schedule("0 * * * *");

    assertThatThrownBy(() -> schedule("0 25 * * *"))
        .isInstanceOf(DavitException.class)
        .hasMessageContaining("hour \"25\"");

    assertThat(ground.systems.get(ground.system).revision()).isEqualTo(1);
    assertThat(ground.standing().row().settings().cron()).isEqualTo("0 * * * *");
  }

  @Test
  void onlyOldFiresAreForgotten() {
    schedule("0 0 * * *");
    var run = ground.backup();
    ground.transactions.run(
        tx -> FireStore.ran(tx, ground.system, Instant.parse("2020-01-01T00:00:00Z"), run));

    int forgotten = ground.transactions.get(FireStore::clean);

    assertThat(forgotten).isEqualTo(1);
    assertThat(ground.transactions.get(FireStore::clean)).isZero();
  }
}
