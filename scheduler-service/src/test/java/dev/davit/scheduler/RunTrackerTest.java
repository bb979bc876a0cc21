package dev.davit.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.PointId;
import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.event.BackupCancelled;
import dev.davit.contracts.event.BackupCompleted;
import dev.davit.contracts.event.BackupFailed;
import dev.davit.contracts.event.BackupRequested;
import dev.davit.contracts.event.CancellationRequested;
import dev.davit.contracts.event.DumpFailed;
import dev.davit.contracts.event.DumpProgressed;
import dev.davit.contracts.event.DumpWorkCancelled;
import dev.davit.contracts.event.Event;
import dev.davit.contracts.event.MediaFailed;
import dev.davit.contracts.event.MediaWorkCancelled;
import dev.davit.contracts.event.RecoveryPointExpired;
import dev.davit.contracts.event.RequestAccepted;
import dev.davit.contracts.event.RunCancelling;
import dev.davit.contracts.event.RunFact;
import dev.davit.contracts.event.SealFailed;
import dev.davit.contracts.event.SealWorkCancelled;
import dev.davit.contracts.point.PointState;
import dev.davit.scheduler.store.PointStore;
import dev.davit.scheduler.store.RunStore;
import dev.davit.scheduler.store.SeenEventStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunTrackerTest {
  private static final Problem WHY = new Problem(ErrorCode.DISK_FULL, "disk \"/d\"", null);

  private final Ground ground = Ground.ready();

  private List<Envelope> progress(RunId run) {
    return ground.transactions.get(tx -> SeenEventStore.progress(tx, run));
  }

  private PointState stateOf(PointId point) {
    return ground.transactions.get(tx -> PointStore.find(tx, point)).orElseThrow().state();
  }

  @Test
  void aBackupIsFollowedToItsPointAndItsHistoryTellsTimesAndCauses() {
    RunId run = ground.backup();
    var pinned = Envelope.first("/davit/dump-service", Ground.START, ground.pinned(run, 1));
    ground.clock.advance(java.time.Duration.ofSeconds(5));
    ground.hear(pinned);
    ground.hear(ground.stored(run, 1), ground.dumped(run, 1));
    assertThat(ground.run(run).state()).isEqualTo("sealing");
    ground.clock.advance(java.time.Duration.ofSeconds(5));
    var sealed = ground.sealed(run, PointState.SEALED);
    ground.hear(sealed);

    var ended = ground.run(run);
    assertThat(ended.state()).isEqualTo("completed");
    assertThat(ended.point()).isEqualTo(sealed.point());
    assertThat(ended.endedAt()).isEqualTo(Ground.START.plusSeconds(10));
    assertThat(ground.said(BackupCompleted.class))
        .containsExactly(
            new BackupCompleted(ground.system, run, sealed.point(), PointState.SEALED));
    assertThat(ground.history(run))
        .extracting(RunStore.Move::state)
        .containsExactly("pinning", "capturing", "capturing", "sealing", "completed");
    assertThat(ground.history(run).get(1).at()).isEqualTo(Ground.START.plusSeconds(5));
    assertThat(ground.history(run).get(1).event()).isEqualTo(pinned.id());
    assertThat(
            ground.metrics.counter("davit.runs", "kind", "backup", "outcome", "completed").count())
        .isEqualTo(1);
  }

  @Test
  void everythingThatFollowsKeepsTheCorrelationOfTheRequest() {
    var request = Envelope.first("/ci", Ground.START, new BackupRequested(ground.system, null));
    RunId run = ((RequestAccepted) ground.ask(request)).run();

    ground.hear(ground.sealed(run, PointState.SEALED));

    assertThat(ground.envelopes())
        .hasSize(3)
        .allSatisfy(said -> assertThat(said.correlationId()).isEqualTo(request.id()));
  }

  /** I13: duplicated and reordered facts lead to the same final state, I3: exactly one of them. */
  @Test
  void i13AnyOrderAndDoublesLeadToTheSameEnd() {
    long seed = System.nanoTime();
    System.out.println("shuffled with seed " + seed);
    var random = new Random(seed);
    for (int round = 0; round < 25; round++) {
      RunId run = ground.backup();
      var sealed = ground.sealed(run, PointState.SEALED);
      List<Event> facts =
          new ArrayList<>(
              List.of(
                  ground.pinned(run, 1),
                  ground.stored(run, 1),
                  ground.pinned(run, 2),
                  ground.stored(run, 2),
                  ground.dumped(run, 2),
                  sealed));
      facts.addAll(List.copyOf(facts));
      Collections.shuffle(facts, random);

      ground.hear(facts.toArray(Event[]::new));

      assertThat(ground.run(run).state())
          .as("seed %d round %d", seed, round)
          .isEqualTo("completed");
      assertThat(ground.said(BackupCompleted.class)).as("seed %d", seed).hasSize(1);
      assertThat(ground.history(run)).filteredOn(m -> m.state().equals("completed")).hasSize(1);
      ground.forgetWhatWasSaid();
    }
    assertThat(ground.count("recovery_point")).isEqualTo(25);
  }

  @Test
  void i13AFailureInAnyOrderEndsOnce() {
    long seed = System.nanoTime();
    System.out.println("shuffled with seed " + seed);
    var random = new Random(seed);
    for (int round = 0; round < 15; round++) {
      RunId run = ground.backup();
      List<Event> facts =
          new ArrayList<>(
              List.of(
                  ground.pinned(run, 1),
                  ground.stored(run, 1),
                  new DumpFailed(ground.system, run, WHY),
                  new DumpWorkCancelled(ground.system, run),
                  new MediaWorkCancelled(ground.system, run),
                  new SealWorkCancelled(ground.system, run)));
      facts.addAll(List.copyOf(facts));
      Collections.shuffle(facts, random);

      ground.hear(facts.toArray(Event[]::new));

      assertThat(ground.run(run).state()).as("seed %d", seed).isEqualTo("failed");
      assertThat(ground.said(BackupFailed.class)).as("seed %d", seed).hasSize(1);
      ground.forgetWhatWasSaid();
    }
  }

  static List<Function<RunId, RunFact>> failures() {
    var shop = new SystemId("shop");
    return List.of(
        run -> new DumpFailed(shop, run, WHY),
        run -> new MediaFailed(shop, run, WHY),
        run -> new SealFailed(shop, run, WHY));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailureOfAnyServiceFailsTheRunAndStopsTheOthers(Function<RunId, RunFact> failure) {
    RunId run = ground.backup();
    ground.hear(ground.pinned(run, 1));
    ground.forgetWhatWasSaid();

    ground.hear(failure.apply(run));

    assertThat(ground.run(run).state()).isEqualTo("failed");
    assertThat(ground.run(run).run().problem()).isEqualTo(WHY);
    assertThat(ground.said())
        .containsExactly(
            new BackupFailed(ground.system, run, WHY),
            new RunCancelling(ground.system, run, "another part of the run failed"));
    ground.hear(ground.dumped(run, 1), ground.stored(run, 1));
    assertThat(ground.run(run).state()).isEqualTo("failed");
    assertThat(ground.ask(new BackupRequested(ground.system, null)))
        .isInstanceOf(RequestAccepted.class);
  }

  @Test
  void aFactOfAnUnknownRunOrOfAnotherSystemChangesNothing() {
    RunId unknown = RunId.random();
    ground.systems.put(ground.definition(null, null, List.of()));
    RunId known = ground.backup();
    ground.forgetWhatWasSaid();

    ground.hear(
        ground.pinned(unknown, 1),
        ground.dumped(unknown, 1),
        ground.sealed(unknown, PointState.SEALED),
        new DumpFailed(ground.system, unknown, WHY),
        new DumpFailed(new SystemId("other"), known, WHY));

    assertThat(ground.run(known).state()).isEqualTo("pinning");
    assertThat(ground.runs()).hasSize(1);
    assertThat(ground.count("recovery_point")).isZero();
    assertThat(ground.said()).isEmpty();
  }

  @Test
  void aRequestOnTheServicesTopicsIsRefusedAndStaysFreshForItsOwnDoor() {
    var request = Envelope.first("/ci", Ground.START, new BackupRequested(ground.system, null));

    assertThatThrownBy(() -> ground.hear(request))
        .isInstanceOfSatisfying(
            DavitException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_PERMITTED));

    assertThat(ground.runs()).isEmpty();
    assertThat(ground.said()).isEmpty();
    assertThat(ground.ask(request)).isInstanceOf(RequestAccepted.class);
  }

  @Test
  void aCancelledRunEndsWhenTheLastServiceHasEnded() {
    RunId run = ground.backup();
    ground.hear(ground.pinned(run, 1), ground.dumped(run, 1));
    ground.forgetWhatWasSaid();

    assertThat(ground.accepted(new CancellationRequested(ground.system, run, "too slow")))
        .isEqualTo(run);
    assertThat(ground.said(RunCancelling.class))
        .containsExactly(new RunCancelling(ground.system, run, "too slow"));
    assertThat(ground.ask(new CancellationRequested(ground.system, run, null)))
        .as("a second one changes nothing")
        .isInstanceOf(RequestAccepted.class);
    assertThat(ground.said(RunCancelling.class)).hasSize(1);
    ground.hear(new SealWorkCancelled(ground.system, run));
    assertThat(ground.run(run).state()).isEqualTo("cancelling");
    ground.hear(ground.stored(run, 1), new DumpWorkCancelled(ground.system, run));

    assertThat(ground.run(run).state()).isEqualTo("cancelled");
    assertThat(ground.said(BackupCancelled.class)).hasSize(1);
    assertThat(ground.history(run))
        .extracting(RunStore.Move::text)
        .anyMatch(t -> t.contains("too slow"));
  }

  @Test
  void aSealThatWonAgainstTheCancellationStays() {
    RunId run = ground.backup();
    ground.hear(ground.pinned(run, 1), ground.dumped(run, 1), ground.stored(run, 1));
    ground.accepted(new CancellationRequested(ground.system, run, null));

    var sealed = ground.sealed(run, PointState.SEALED);
    ground.hear(sealed, new SealWorkCancelled(ground.system, run));

    assertThat(ground.run(run).state()).isEqualTo("completed");
    assertThat(stateOf(sealed.point())).isEqualTo(PointState.SEALED);
    assertThat(ground.said(BackupCancelled.class)).isEmpty();
  }

  @Test
  void aPointExpiresOnceAndASealHeardAgainDoesNotBringItBack() {
    PointId point = ground.backedUp(PointState.SEALED);
    RunId run = ground.runs().getFirst().run().id();

    ground.hear(new RecoveryPointExpired(ground.system, run, point));
    ground.hear(ground.sealed(run, PointState.SEALED));

    assertThat(stateOf(point)).isEqualTo(PointState.EXPIRED);
  }

  @Test
  void ofProgressTheLatestIsKeptUntilTheRunEnds() {
    RunId run = ground.backup();
    for (String step : List.of("reading", "writing")) {
      ground.transactions.run(tx ->
          ground.hearing.progress(
              Envelope.first(
                  "/davit/dump-service",
                  Ground.START,
                  new DumpProgressed(
                      ground.system,
                      run,
                      step,
                      new dev.davit.contracts.event.Amount(1, 2L, 3, null))),
              tx));
    }

    assertThat(progress(run))
        .singleElement()
        .satisfies(said -> assertThat(((DumpProgressed) said.event()).step()).isEqualTo("writing"));
    ground.hear(ground.sealed(run, PointState.SEALED));
    assertThat(progress(run)).isEmpty();
  }
}
