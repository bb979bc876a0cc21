package dev.davit.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.event.BackupStarted;
import dev.davit.contracts.point.PointState;
import dev.davit.contracts.settings.Overlap;
import dev.davit.contracts.settings.ScheduleSettings;
import dev.davit.kit.jdbc.JdbcRunner;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.kit.testing.CrashPoints;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The process that fires a schedule dies at each of its commits, and another goes on. */
class ScheduleFireCrashTest {
  private static final Instant DUE = Instant.parse("2026-03-10T11:30:00Z");

  /** Nominal fires that have a run, then those that lie in a miss. */
  private record Fires(long ran, long missed) {}

  @Test
  void i2WhereverAProcessDiesEachNominalFireHasOneRunOrOneMiss() throws Exception {
    List<String> points =
        CrashPoints.killAtEach(process -> {
          var ground = new Ground();
          ground.schedule(ScheduleSettings.of("*/10 * * * *", "UTC"));
          ground.clock.set(DUE);
          process.live(() -> fireAll(ground, new Transactions(process.wrap(ground.dataSource))));
          fireAll(ground, ground.transactions);
          assertThat(fires(ground)).isEqualTo(new Fires(1, 8));
          assertThat(ground.runs()).hasSize(1);
          assertThat(ground.said(BackupStarted.class)).hasSize(1);
          assertThat(ground.standing().row().nextFire()).isEqualTo(DUE.plusSeconds(600));
        });
    assertThat(points).contains("commit in ScheduleFirer.fireDue");
  }

  @Test
  void i2WhereverAProcessDiesAWaitingFireHasItsOneRun() throws Exception {
    List<String> points =
        CrashPoints.killAtEach(process -> {
          var ground = new Ground();
          ground.schedule(
              new ScheduleSettings(
                  "30 11 * * *", "UTC", false, Overlap.BUFFER_ONE, null, null, null));
          var live = ground.backup();
          ground.clock.set(DUE);
          var mortal = new Transactions(process.wrap(ground.dataSource));
          process.live(() -> fireAll(ground, mortal));
          fireAll(ground, ground.transactions);
          assertThat(ground.fires()).containsExactly("11:30:00 waiting");
          ground.hear(ground.sealed(live, PointState.SEALED));
          process.live(() -> fireAll(ground, mortal));
          fireAll(ground, ground.transactions);
          assertThat(ground.fires()).containsExactly("11:30:00 ran");
          assertThat(ground.runs()).hasSize(2);
        });
    assertThat(points)
        .contains("commit in ScheduleFirer.fireDue", "commit in ScheduleFirer.startWaiting");
  }

  private static void fireAll(Ground ground, Transactions transactions) {
    var firer = new ScheduleFirer(transactions, ground.starter, ground.metrics, ground.clock);
    while (firer.startWaiting() || firer.fireDue()) {
      // until nothing waits or is due
    }
  }

  private static Fires fires(Ground ground) {
    return ground.transactions.get(tx ->
        JdbcRunner.on(tx)
            .first(
                """
                select coalesce(sum(fires) filter (where run is not null), 0) as ran,
                  coalesce(sum(fires) filter (where missed is not null), 0) as missed
                from schedule_fire\
                """,
                row -> new Fires(row.getLong("ran"), row.getLong("missed")))
            .orElseThrow());
  }
}
