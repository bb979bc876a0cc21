package dev.davit.kit.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.Pin;
import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.event.DumpFailed;
import dev.davit.contracts.event.DumpPinned;
import dev.davit.contracts.event.DumpWorkCancelled;
import dev.davit.contracts.event.Event;
import dev.davit.contracts.event.RunCancelling;
import dev.davit.contracts.event.RunFact;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.kit.work.WorkStore.Heartbeat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link WorkStore} promises. */
abstract class WorkStoreSuite {
  static final WorkKind CAPTURE = new WorkKind("test.capture");
  static final Duration LEASE = Duration.ofSeconds(20);
  static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");
  static final Set<Class<? extends RunFact>> NONE = Set.of();
  static final Set<Class<? extends RunFact>> PINNED = Set.of(DumpPinned.class);

  final SystemId system = new SystemId("shop");
  final RunId run = RunId.random();
  WorkStore store;

  abstract WorkStore newStore();

  /** Runs and commits. */
  abstract void inTransaction(Transactions.Action action);

  /** Names of the events said so far, in order. */
  abstract List<String> said();

  /** Moves the store's clock, which stands still otherwise. */
  abstract void advance(Duration by);

  /** Why the run's live work is kept waiting; null: nobody has found that it is. */
  abstract String waits(RunId of);

  /** Makes the time of all leases be over. */
  void endLease() {
    advance(LEASE.plus(Duration.ofSeconds(1)));
  }

  @BeforeEach
  void open() {
    store = newStore();
  }

  Envelope order() {
    // Any order will do: the store looks at its run and system only.
    return heard(new RunCancelling(system, run, "any order"));
  }

  Envelope heard(Event event) {
    return Envelope.first("/test", AT, event);
  }

  Envelope pinned(int ordinal) {
    return heard(new DumpPinned(system, run, new Pin(run, ordinal), List.of("shop"), "0/1", AT));
  }

  Work claim() {
    return store.claim("worker-a", Set.of(CAPTURE), LEASE).orElseThrow();
  }

  void assertNothingToClaim() {
    assertThat(store.claim("worker-z", Set.of(CAPTURE), LEASE)).isEmpty();
  }

  DumpWorkCancelled outcome() {
    return new DumpWorkCancelled(system, run);
  }

  static void assertLeaseLost(Runnable change) {
    assertThatThrownBy(change::run)
        .isInstanceOfSatisfying(
            DavitException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LEASE_LOST));
  }

  @Test
  void anOrderWithoutNeedsIsReadyAtOnce() {
    inTransaction(tx -> store.add(tx, CAPTURE, 1, order(), NONE));
    Work work = claim();
    assertThat(work.run()).isEqualTo(run);
    assertThat(work.system()).isEqualTo(system);
    assertThat(work.epoch()).isEqualTo(1);
    assertThat(work.attempt()).isEqualTo(1);
    assertThat(work.order(RunCancelling.class).reason()).isEqualTo("any order");
    assertNothingToClaim();
  }

  @Test
  void aRepeatedOrderMakesNoSecondWork() {
    inTransaction(tx -> store.add(tx, CAPTURE, 1, order(), NONE));
    inTransaction(tx -> store.add(tx, CAPTURE, 1, order(), NONE));
    claim();
    assertNothingToClaim();
  }

  @Test
  void workWaitsForItsFactAndGetsIt() {
    inTransaction(tx -> store.add(tx, CAPTURE, 1, order(), PINNED));
    assertNothingToClaim();
    inTransaction(tx -> store.satisfy(tx, pinned(1), 1));
    assertThat(claim().fact(DumpPinned.class).pin().ordinal()).isEqualTo(1);
  }

  @Test
  void aFactAheadOfItsOrderIsKept() {
    inTransaction(tx -> store.satisfy(tx, pinned(1), 1));
    assertNothingToClaim();
    inTransaction(tx -> store.add(tx, CAPTURE, 1, order(), PINNED));
    assertThat(claim().findFact(DumpPinned.class)).isPresent();
  }

  @Test
  void aFactOfAnotherGenerationSatisfiesNothing() {
    inTransaction(tx -> store.add(tx, CAPTURE, 1, order(), PINNED));
    inTransaction(tx -> store.satisfy(tx, pinned(2), 2));
    assertNothingToClaim();
  }

  @Test
  void theFirstFactOfAGenerationCounts() {
    inTransaction(tx -> store.satisfy(tx, pinned(1), 1));
    var second = new DumpPinned(system, run, new Pin(run, 1), List.of("other"), "0/2", AT);
    inTransaction(tx -> store.satisfy(tx, heard(second), 1));
    inTransaction(tx -> store.add(tx, CAPTURE, 1, order(), PINNED));
    assertThat(claim().fact(DumpPinned.class).databases()).containsExactly("shop");
  }

  @Test
  void aHigherPinReplacesWaitingWork() {
    inTransaction(tx -> store.add(tx, CAPTURE, 1, order(), PINNED));
    pin(2);
    assertThat(claim().generation()).isEqualTo(2);
    assertNothingToClaim();
    assertThat(said()).isEmpty();
  }

  @Test
  void aHigherPinEndsRunningWorkAtItsHeartbeat() {
    inTransaction(tx -> store.add(tx, CAPTURE, 1, order(), PINNED));
    pin(1);
    Work lower = claim();
    pin(2);
    assertThat(store.heartbeat(lower, LEASE)).isEqualTo(Heartbeat.SUPERSEDED);
    store.abandon(lower);
    assertThat(claim().generation()).isEqualTo(2);
    assertThat(said()).isEmpty();
  }

  @Test
  void aHigherPinAheadOfTheOrderIsRemembered() {
    pin(1);
    pin(3);
    pin(2);
    inTransaction(tx -> store.add(tx, CAPTURE, 1, order(), PINNED));
    assertThat(claim().generation()).isEqualTo(3);
    assertNothingToClaim();
  }

  @Test
  void aLowerPinThatComesLateChangesNothing() {
    inTransaction(tx -> store.add(tx, CAPTURE, 1, order(), PINNED));
    pin(2);
    pin(1);
    assertThat(claim().generation()).isEqualTo(2);
    assertNothingToClaim();
  }

  private void pin(int ordinal) {
    inTransaction(tx -> {
      store.supersede(tx, CAPTURE, run, ordinal, PINNED);
      store.satisfy(tx, pinned(ordinal), ordinal);
    });
  }

  @Test
  void stepsOfOneKindAreWorkOfTheirOwn() {
    inTransaction(tx -> store.add(tx, CAPTURE, 1, order(), NONE));
    inTransaction(tx -> store.add(tx, CAPTURE, 2, order(), NONE));
    assertThat(Set.of(claim().generation(), claim().generation())).containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void finishedWorkSaysItsFactOnce() {
    inTransaction(tx -> store.add(tx, CAPTURE, 1, order(), NONE));
    Work work = claim();
    store.finish(work, outcome());
    assertThat(said()).containsExactly("dump-work.cancelled");
    assertLeaseLost(() -> store.finish(work, outcome()));
    assertThat(said()).hasSize(1);
    assertNothingToClaim();
  }

  @Test
  void anEndedLeaseIsTakenOverWithAHigherEpoch() {
    inTransaction(tx -> store.add(tx, CAPTURE, 1, order(), NONE));
    Work stale = claim();
    endLease();
    Work taken = claim();
    assertThat(taken.epoch()).isEqualTo(stale.epoch() + 1);
    assertThat(taken.attempt()).isEqualTo(2);
  }

  @Test
  void aStaleEpochChangesNothing() {
    inTransaction(tx -> store.add(tx, CAPTURE, 1, order(), NONE));
    Work stale = claim();
    endLease();
    Work taken = claim();
    var problem = new Problem(ErrorCode.INTERNAL, "test", null);
    assertLeaseLost(() -> store.heartbeat(stale, LEASE));
    assertLeaseLost(() -> store.finish(stale, outcome()));
    assertLeaseLost(() -> store.fail(stale, problem, new DumpFailed(system, run, problem)));
    assertLeaseLost(() -> store.cancelled(stale, outcome()));
    assertLeaseLost(() -> store.retry(stale, problem, Duration.ZERO));
    assertLeaseLost(() -> store.release(stale));
    assertLeaseLost(() -> store.abandon(stale));
    assertLeaseLost(() -> store.announce(stale, outcome(), 1));
    assertLeaseLost(() -> store.remember(stale, "key", "stale"));
    assertThat(said()).isEmpty();
    assertThat(store.recall(taken, "key")).isEmpty();
    store.finish(taken, outcome());
    assertThat(said()).hasSize(1);
  }

  @Test
  void aHeartbeatKeepsTheLease() {
    inTransaction(tx -> store.add(tx, CAPTURE, 1, order(), NONE));
    assertThat(store.heartbeat(claim(), LEASE)).isEqualTo(Heartbeat.HELD);
    assertNothingToClaim();
  }

  @Test
  void notesSurviveATakeover() {
    inTransaction(tx -> store.add(tx, CAPTURE, 1, order(), NONE));
    Work first = claim();
    store.remember(first, "lock", "abc");
    store.remember(first, "lock", "def");
    store.remember(first, "other", "\"quoted\"");
    assertThat(store.recall(first, "lock")).contains("def");
    endLease();
    Work second = claim();
    assertThat(second.note("lock")).contains("def");
    assertThat(second.note("other")).contains("\"quoted\"");
    assertThat(store.recall(second, "nothing")).isEmpty();
  }

  @Test
  void aRetryWaitsForItsDelay() {
    inTransaction(tx -> store.add(tx, CAPTURE, 1, order(), NONE));
    store.retry(claim(), new Problem(ErrorCode.PIN_LOST, null, null), Duration.ofHours(1));
    assertNothingToClaim();
  }

  @Test
  void aRetryCountsAndAReleaseDoesNot() {
    inTransaction(tx -> store.add(tx, CAPTURE, 1, order(), NONE));
    store.retry(claim(), new Problem(ErrorCode.PIN_LOST, null, null), Duration.ZERO);
    Work second = claim();
    assertThat(second.attempt()).isEqualTo(2);
    store.release(second);
    Work third = claim();
    assertThat(third.attempt()).isEqualTo(2);
    assertThat(third.epoch()).isEqualTo(3);
  }

  @Test
  void anAnnouncedFactIsSaidOnceWhoeverSaysIt() {
    inTransaction(tx -> store.add(tx, CAPTURE, 1, order(), NONE));
    Work first = claim();
    var pinned = (RunFact) pinned(1).event();
    assertThat(store.announce(first, pinned, 1)).isTrue();
    assertThat(store.announce(first, pinned, 1)).isFalse();
    endLease();
    Work second = claim();
    assertThat(store.announce(second, pinned, 1)).isFalse();
    assertThat(store.announce(second, (RunFact) pinned(2).event(), 2)).isTrue();
    assertThat(said()).containsExactly("dump.pinned", "dump.pinned");
  }

  @Test
  void aFactThatArrivesWhileWorkRunsIsFound() {
    inTransaction(tx -> store.add(tx, CAPTURE, 1, order(), NONE));
    Work work = claim();
    assertThat(store.findFact(work, DumpPinned.class)).isEmpty();
    inTransaction(tx -> store.satisfy(tx, pinned(1), 1));
    assertThat(store.findFact(work, DumpPinned.class)).isPresent();
  }

  @Test
  void waitingWorkOfACancelledRunIsClaimedToSaySo() {
    inTransaction(tx -> store.add(tx, CAPTURE, 1, order(), PINNED));
    inTransaction(tx -> assertThat(store.cancelRun(tx, run)).isEqualTo(1));
    Work work = claim();
    assertThat(work.cancelRequested()).isTrue();
    store.cancelled(work, outcome());
    assertNothingToClaim();
    assertThat(said()).containsExactly("dump-work.cancelled");
  }

  @Test
  void runningWorkHearsOfTheCancellationAtItsHeartbeat() {
    inTransaction(tx -> store.add(tx, CAPTURE, 1, order(), NONE));
    Work work = claim();
    inTransaction(tx -> store.cancelRun(tx, run));
    assertThat(store.heartbeat(work, LEASE)).isEqualTo(Heartbeat.CANCEL_REQUESTED);
  }

  @Test
  void cancellingARunWithoutLiveWorkEndsNothing() {
    inTransaction(tx -> assertThat(store.cancelRun(tx, run)).isZero());
    inTransaction(tx -> store.add(tx, CAPTURE, 1, order(), NONE));
    assertThat(claim().cancelRequested()).isFalse();
  }

  @Test
  void workOrderedAfterACancellationRuns() {
    inTransaction(tx -> store.add(tx, CAPTURE, 1, order(), PINNED));
    inTransaction(tx -> store.cancelRun(tx, run));
    store.cancelled(claim(), outcome());
    inTransaction(tx -> store.add(tx, CAPTURE, 2, order(), NONE));
    assertThat(claim().cancelRequested()).isFalse();
  }

  @Test
  void aPinOfACancelledRunMakesNoNewWork() {
    inTransaction(tx -> store.add(tx, CAPTURE, 1, order(), PINNED));
    inTransaction(tx -> store.cancelRun(tx, run));
    store.cancelled(claim(), outcome());
    pin(2);
    assertNothingToClaim();
  }

  @Test
  void aPinOfARunThatIsBeingCancelledLeavesTheWordToItsWork() {
    inTransaction(tx -> store.add(tx, CAPTURE, 1, order(), PINNED));
    inTransaction(tx -> store.cancelRun(tx, run));
    pin(2);
    Work work = claim();
    assertThat(work.cancelRequested()).isTrue();
    store.cancelled(work, outcome());
    assertThat(said()).containsExactly("dump-work.cancelled");
    assertNothingToClaim();
  }

  @Test
  void otherKindsAreNotClaimed() {
    inTransaction(tx -> store.add(tx, new WorkKind("test.other"), 1, order(), NONE));
    assertNothingToClaim();
  }
}
