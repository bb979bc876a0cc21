package dev.davit.kit.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.event.RunCancelling;
import dev.davit.contracts.settings.BlackoutWindow;
import dev.davit.kit.work.Admission.Share;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link WorkStore} promises of the order in which work is handed out. */
abstract class AdmissionSuite extends WorkStoreSuite {
  private static final String SERVER = "database server \"db:5432\"";

  /** It is 03:04:05 there. */
  private static final BlackoutWindow NIGHT =
      new BlackoutWindow(List.of(), LocalTime.of(1, 0), LocalTime.of(5, 0), "UTC");

  private static Admission priority(int priority) {
    return new Admission(priority, List.of(), List.of());
  }

  private static Admission sharing(Integer atMost) {
    return new Admission(0, List.of(new Share(SERVER, atMost)), List.of());
  }

  private static Admission notAt(BlackoutWindow window) {
    return new Admission(0, List.of(new Share(SERVER, 1)), List.of(window));
  }

  RunId order(String name, Admission admission) {
    var of = RunId.random();
    var order = heard(new RunCancelling(new SystemId(name), of, "any order"));
    inTransaction(tx -> store.add(tx, CAPTURE, 1, order, NONE, admission));
    return of;
  }

  private void cancel(RunId of) {
    inTransaction(tx -> store.cancelRun(tx, of));
  }

  /** Names of systems in the order in which their work is claimed. */
  private List<String> claimAll() {
    List<String> systems = new ArrayList<>();
    Optional<Work> work = store.claim("worker-a", Set.of(CAPTURE), LEASE);
    while (work.isPresent()) {
      systems.add(work.get().system().value());
      work = store.claim("worker-a", Set.of(CAPTURE), LEASE);
    }
    return systems;
  }

  @Test
  void theHigherPriorityGoesFirst() {
    order("low", priority(-1));
    order("high", priority(7));
    order("middle", priority(0));
    assertThat(claimAll()).containsExactly("high", "middle", "low");
  }

  @Test
  void aSystemWithMuchWorkDoesNotKeepOthersWaiting() {
    for (int i = 0; i < 4; i++) {
      order("greedy", Admission.FREE);
      advance(Duration.ofMillis(1));
    }
    order("modest", Admission.FREE);
    advance(Duration.ofMillis(1));
    order("other", Admission.FREE);
    assertThat(claimAll())
        .containsExactly("greedy", "modest", "other", "greedy", "greedy", "greedy");
  }

  @Test
  void whoWasServedLongestAgoIsNextThoughNothingRuns() {
    for (int i = 0; i < 3; i++) {
      order("a", Admission.FREE);
      advance(Duration.ofMillis(1));
    }
    for (int i = 0; i < 2; i++) {
      order("b", Admission.FREE);
      advance(Duration.ofMillis(1));
    }
    List<String> systems = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Work work = claim();
      systems.add(work.system().value());
      advance(Duration.ofMillis(1));
      store.finish(work, outcome());
    }
    assertThat(systems).containsExactly("a", "b", "a", "b", "a");
  }

  @Test
  void whatWasBegunGoesBeforeWhatWasNot() {
    order("begun", Admission.FREE);
    claim();
    order("new", Admission.FREE);
    endLease();
    assertThat(claimAll()).containsExactly("begun", "new");
  }

  @Test
  void noMoreWorkRunsOnAResourceThanAllowed() {
    order("a", sharing(2));
    advance(Duration.ofMillis(1));
    order("b", sharing(2));
    advance(Duration.ofMillis(1));
    RunId third = order("c", sharing(2));
    order("d", Admission.FREE);
    Work first = claim();
    assertThat(claimAll()).containsExactlyInAnyOrder("b", "d");
    assertThat(waits(third)).contains("db:5432").contains("2");

    store.finish(first, outcome());
    assertThat(claimAll()).containsExactly("c");
    assertThat(waits(third)).isNull();
  }

  @Test
  void aLimitBindsTheWorkThatHasIt() {
    order("large", sharing(3));
    claim();
    order("small", sharing(1));
    assertNothingToClaim();
    order("large", sharing(3));
    assertThat(claimAll()).containsExactly("large");
  }

  @Test
  void workWithoutALimitWaitsForNobodyButCounts() {
    order("recovery", sharing(null));
    order("recovery", sharing(null));
    assertThat(claimAll()).hasSize(2);
    order("backup", sharing(2));
    assertNothingToClaim();
  }

  @Test
  void whatADeadWorkerHeldIsFreeWhenItsLeaseHasEnded() {
    order("a", sharing(1));
    Work dead = claim();
    RunId other = order("b", sharing(1));
    assertNothingToClaim();
    cancel(dead.run());
    endLease();
    store.cancelled(claim(), outcome());
    assertThat(claim().run()).isEqualTo(other);
  }

  @Test
  void aRetryGivesUpItsPlaceMeanwhile() {
    order("a", sharing(1));
    Work first = claim();
    RunId other = order("b", sharing(1));
    store.retry(
        first, new Problem(ErrorCode.STORE_UNAVAILABLE, "bucket", null), Duration.ofMinutes(1));
    assertThat(waits(first.run())).contains(ErrorCode.STORE_UNAVAILABLE.number());
    assertThat(claim().run()).isEqualTo(other);
  }

  @Test
  void nothingBeginsInABlackoutAndItSaysSo() {
    RunId kept = order("a", notAt(NIGHT));
    assertNothingToClaim();
    assertThat(waits(kept)).contains("blackout until 2026-01-02T05:00Z");
    advance(Duration.ofMinutes(115));
    assertNothingToClaim();
    advance(Duration.ofMinutes(1));
    assertThat(claimAll()).containsExactly("a");
  }

  @Test
  void aTryThatDiedIsNotBegunAgainInABlackoutAndHoldsNothingUpMeanwhile() {
    var morning = new BlackoutWindow(List.of(), LocalTime.of(4, 0), LocalTime.of(5, 0), "UTC");
    RunId died = order("a", notAt(morning));
    claim();
    advance(Duration.ofHours(1));
    RunId other = order("b", sharing(1));
    assertThat(claim().run()).isEqualTo(other);
    assertThat(waits(died)).startsWith("blackout");
  }

  @Test
  void cancelledWorkIsClaimedWhateverItWaitsFor() {
    order("a", sharing(1));
    claim();
    RunId shares = order("b", sharing(1));
    RunId atNight = order("c", notAt(NIGHT));
    assertNothingToClaim();
    cancel(shares);
    cancel(atNight);
    assertThat(Set.of(claim().run(), claim().run())).containsExactlyInAnyOrder(shares, atNight);
  }

  @Test
  void cancelledWorkIsClaimedThoughItsWorkerHasNoPlaceForMore() {
    RunId waiting = order("a", Admission.FREE);
    assertThat(store.claim("full", Set.of(), Set.of(CAPTURE), LEASE)).isEmpty();
    cancel(waiting);
    Work work = store.claim("full", Set.of(), Set.of(CAPTURE), LEASE).orElseThrow();
    assertThat(work.cancelRequested()).isTrue();
  }

  @Test
  void workForWhichAllWorkersAreBusySaysSoAfterAMoment() {
    RunId waiting = order("a", Admission.FREE);
    store.claim("full", Set.of(), Set.of(CAPTURE), LEASE);
    assertThat(waits(waiting)).isNull();
    advance(Duration.ofSeconds(6));
    store.claim("full", Set.of(), Set.of(CAPTURE), LEASE);
    assertThat(waits(waiting)).isEqualTo("all workers are busy with other work");
  }

  @Test
  void aHigherPinWaitsForWhatTheLowerOneWaitedFor() {
    inTransaction(tx -> store.add(tx, CAPTURE, 1, order(), PINNED, notAt(NIGHT)));
    inTransaction(tx -> {
      store.supersede(tx, CAPTURE, run, 2, PINNED);
      store.satisfy(tx, pinned(2), 2);
    });
    assertNothingToClaim();
    assertThat(waits(run)).startsWith("blackout");
  }

  @Test
  void runningWorkSaysWhatItWaitsFor() {
    order("a", Admission.FREE);
    Work work = claim();
    store.waits(work, "repository \"/backup\" is locked");
    assertThat(waits(work.run())).isEqualTo("repository \"/backup\" is locked");
    store.waits(work, null);
    assertThat(waits(work.run())).isNull();
    endLease();
    claim();
    assertLeaseLost(() -> store.waits(work, "stale"));
  }

  @Test
  void aDeadWorkersWorkIsTakenOverWithin25Seconds() {
    WorkerSettings settings = WorkerSettings.of("worker-a");
    order("a", Admission.FREE);
    store.claim("dead", Set.of(CAPTURE), settings.lease()).orElseThrow();
    advance(settings.lease());
    assertNothingToClaim();
    advance(settings.poll());
    assertThat(claim().attempt()).isEqualTo(2);
    assertThat(settings.lease().plus(settings.poll())).isLessThan(Duration.ofSeconds(25));
  }
}
