package dev.davit.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.SystemId;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.BackupStarted;
import dev.davit.contracts.settings.ScheduleSettings;
import dev.davit.contracts.settings.SystemDefinition;
import dev.davit.kit.jdbc.JdbcRunner;
import dev.davit.kit.testing.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class ScheduleFirerTest {
  private final Ground ground = new Ground();
  private final ScheduleFirer firer =
      new ScheduleFirer(ground.transactions, ground.starter, ground.clock);

  /** What became of nominal fires. */
  private record Fire(Instant first, Instant last, long count, boolean ran, String missed) {}

  private List<Fire> fires() {
    return ground.transactions.get(tx ->
        JdbcRunner.on(tx)
            .query(
                "select * from schedule_fire order by nominal",
                row ->
                    new Fire(
                        JdbcRunner.instant(row, "nominal"),
                        JdbcRunner.instant(row, "last"),
                        row.getLong("fires"),
                        row.getObject("run") != null,
                        row.getString("missed"))));
  }

  private void schedule(String cron, boolean paused) {
    ground.systems.put(
        ground.definition(new ScheduleSettings(cron, "UTC", paused), Ground.KEEP_ALL, List.of()));
  }

  private void schedule(String cron) {
    schedule(cron, false);
  }

  private static Instant at(String time) {
    return Instant.parse("2026-03-10T" + time + "Z");
  }

  private static Fire ran(String time) {
    return new Fire(at(time), at(time), 1, true, null);
  }

  @Test
  void whatIsDueRunsOnce() {
    schedule("0 * * * *");
    assertThat(firer.fireDue()).isFalse();
    ground.clock.set(at("11:00:00"));

    assertThat(firer.fireDue()).isTrue();
    assertThat(firer.fireDue()).isFalse();

    assertThat(fires()).containsExactly(ran("11:00:00"));
    assertThat(ground.runs().getFirst().origin().requester()).endsWith("/schedule");
    assertThat(ground.runs().getFirst().origin().reason()).contains("2026-03-10T11:00:00Z");
    assertThat(ground.systems.schedules().getFirst().nextFire()).isEqualTo(at("12:00:00"));
  }

  @Test
  void i2TwoReplicasStartOneRunForEachFire() throws Exception {
    for (int i = 0; i < 10; i++) {
      var name = new SystemId("shop-" + i);
      ground.systems.put(
          new SystemDefinition(
              name,
              Ground.settings(),
              new ScheduleSettings("0 * * * *", "UTC", false),
              Ground.KEEP_ALL,
              null,
              List.of()));
    }
    ground.clock.set(at("11:30:00"));
    try (var threads = Executors.newFixedThreadPool(4)) {
      var replicas =
          java.util.Collections.nCopies(
              4,
              (Callable<Integer>)
                  () -> {
                    var replica =
                        new ScheduleFirer(ground.transactions, ground.starter, ground.clock);
                    int fired = 0;
                    while (replica.fireDue()) {
                      fired++;
                    }
                    return fired;
                  });
      int fired = 0;
      for (var replica : threads.invokeAll(replicas)) {
        fired += replica.get();
      }
      assertThat(fired).isEqualTo(10);
    }
    assertThat(ground.said(BackupStarted.class)).hasSize(10);
    assertThat(fires()).hasSize(10).allMatch(Fire::ran);
  }

  @Test
  void ofMissedFiresOnlyTheNewestIsMadeUpFor() {
    schedule("*/10 * * * *");
    ground.clock.set(at("10:35:00"));

    firer.fireDue();

    assertThat(fires())
        .containsExactly(
            new Fire(at("10:10:00"), at("10:20:00"), 2, false, "no scheduler was running"),
            ran("10:30:00"));
    assertThat(ground.runs()).hasSize(1);
  }

  @Test
  void aLongAbsenceIsOneRow() {
    schedule("* * * * *");
    ground.clock.advance(Duration.ofDays(365));

    firer.fireDue();

    assertThat(fires()).hasSize(2);
    assertThat(fires().getFirst().count()).isEqualTo(365L * 24 * 60 - 1);
  }

  @Test
  void aFireBesideALiveRunIsAMissWithItsReason() {
    schedule("*/10 * * * *");
    ground.backup();
    ground.clock.set(at("10:10:00"));

    firer.fireDue();

    assertThat(fires()).hasSize(1);
    assertThat(fires().getFirst().missed()).contains(ErrorCode.RUN_OVERLAPS.number());
    assertThat(ground.runs()).hasSize(1);
  }

  @Test
  void aPausedScheduleFiresNothingAndMissesNothing() {
    schedule("*/10 * * * *", true);
    ground.clock.set(at("10:35:00"));
    assertThat(firer.fireDue()).isFalse();
    schedule("*/10 * * * *", false);
    assertThat(firer.fireDue()).isFalse();

    ground.clock.set(at("10:40:00"));
    assertThat(firer.fireDue()).isTrue();

    assertThat(fires()).containsExactly(ran("10:40:00"));
  }

  @Test
  void i2ApplyingTheSameDefinitionKeepsWhatIsDue() {
    schedule("*/10 * * * *");
    ground.clock.set(at("10:10:01"));

    schedule("*/10 * * * *");
    firer.fireDue();

    assertThat(fires()).containsExactly(ran("10:10:00"));
  }

  @Test
  void i2WhatWasDueUnderAChangedScheduleIsAMiss() {
    schedule("*/10 * * * *");
    ground.clock.set(at("10:20:01"));

    schedule("0 3 * * *");
    assertThat(firer.fireDue()).isFalse();

    assertThat(fires())
        .containsExactly(
            new Fire(
                at("10:10:00"),
                at("10:20:00"),
                2,
                false,
                "the schedule was changed before it ran"));
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

    assertThat(fires()).containsExactly(ran("10:10:00"));
    assertThat(ground.runs()).hasSize(1);
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
    ground.hear(ground.sealed(run, dev.davit.contracts.point.PointState.SEALED));
    ground.systems.delete(ground.system);

    assertThat(ground.systems.schedules()).isEmpty();
    assertThatThrownBy(() -> ground.systems.get(ground.system)).isInstanceOf(DavitException.class);
  }

  @Test
  void aWrongScheduleIsRefusedAndChangesNothing() {
    schedule("0 * * * *");

    assertThatThrownBy(() -> schedule("0 25 * * *")).isInstanceOf(DavitException.class);

    assertThat(ground.systems.get(ground.system).revision()).isEqualTo(1);
    assertThat(ground.systems.schedules().getFirst().cron()).isEqualTo("0 * * * *");
  }
}
