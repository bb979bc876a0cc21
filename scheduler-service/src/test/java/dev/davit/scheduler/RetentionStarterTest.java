package dev.davit.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.PointId;
import dev.davit.contracts.RunId;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.event.CancellationRequested;
import dev.davit.contracts.event.RequestRejected;
import dev.davit.contracts.event.RetentionCompleted;
import dev.davit.contracts.event.RetentionFailed;
import dev.davit.contracts.event.RetentionStarted;
import dev.davit.contracts.point.PointState;
import dev.davit.contracts.settings.RetentionPolicy;
import dev.davit.scheduler.store.PointStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetentionStarterTest {
  private final Ground ground = new Ground();

  @BeforeEach
  void protect() {
    ground.systems.put(ground.definition(null, RetentionPolicy.DEFAULT, List.of()));
  }

  private List<RetentionStarted> started() {
    return ground.said(RetentionStarted.class);
  }

  private void complete(RunId run, PointId... expired) {
    ground.hear(new RetentionCompleted(ground.system, run, List.of(expired), 0));
  }

  @Test
  void aBackupIsFollowedByRetentionOnceADay() {
    PointId point = ground.backedUp(PointState.SEALED);
    var order = started().getFirst();
    assertThat(order.policy()).isEqualTo(RetentionPolicy.DEFAULT);
    assertThat(order.settings()).isEqualTo(Ground.settings());
    complete(order.run(), point);
    assertThat(ground.run(order.run()).state()).isEqualTo("completed");
    assertThat(ground.run(order.run()).origin().requester()).endsWith("/retention");
    assertThat(ground.transactions.get(tx -> PointStore.find(tx, point)).orElseThrow().state())
        .isEqualTo(PointState.EXPIRED);

    ground.clock.advance(Duration.ofHours(1));
    ground.backedUp(PointState.SEALED);
    assertThat(started()).hasSize(1);
    ground.clock.advance(Duration.ofHours(20));
    ground.backedUp(PointState.SEALED);
    assertThat(started()).hasSize(2);
  }

  @Test
  void aSealThatIsHeardAgainStartsNone() {
    RunId run = ground.backup();
    var sealed = ground.sealed(run, PointState.SEALED);
    ground.hear(sealed);
    complete(started().getFirst().run());
    ground.clock.advance(Duration.ofDays(2));

    ground.hear(sealed);

    assertThat(started()).hasSize(1);
  }

  @Test
  void oneThatStillRunsIsNeverOverlapped() {
    ground.backedUp(PointState.SEALED);
    ground.clock.advance(Duration.ofDays(2));
    ground.backedUp(PointState.SEALED);
    assertThat(started()).hasSize(1);

    complete(started().getFirst().run());
    ground.backedUp(PointState.SEALED);

    assertThat(started()).hasSize(2);
  }

  @Test
  void aFailureIsKeptWithItsProblemAndTriedAgainTheNextDay() {
    ground.backedUp(PointState.SEALED);
    RunId run = started().getFirst().run();
    var why = new Problem(ErrorCode.REPOSITORY_LOCKED, "repository \"/r\"", null);
    ground.hear(new RetentionFailed(ground.system, run, why));

    assertThat(ground.run(run).run().problem()).isEqualTo(why);
    ground.clock.advance(Duration.ofHours(21));
    ground.backedUp(PointState.SEALED);
    assertThat(started()).hasSize(2);
  }

  @Test
  void itIsNeverCancelledAndKeepsNobodyFromABackup() {
    ground.backedUp(PointState.SEALED);
    RunId run = started().getFirst().run();

    var answer = ground.ask(new CancellationRequested(ground.system, run, null));

    assertThat(((RequestRejected) answer).problem().reason()).contains("never cancelled");
    assertThat(ground.run(ground.backup()).state()).isEqualTo("pinning");
  }

  @Test
  void aPolicyThatKeepsAllStartsNone() {
    ground.systems.put(ground.definition(null, Ground.KEEP_ALL, List.of()));

    ground.backedUp(PointState.SEALED);

    assertThat(started()).isEmpty();
  }
}
