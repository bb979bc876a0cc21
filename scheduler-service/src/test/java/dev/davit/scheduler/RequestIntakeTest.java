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
import dev.davit.contracts.event.Answer;
import dev.davit.contracts.event.BackupCompleted;
import dev.davit.contracts.event.BackupRequested;
import dev.davit.contracts.event.BackupStarted;
import dev.davit.contracts.event.CancellationRequested;
import dev.davit.contracts.event.ParentPoint;
import dev.davit.contracts.event.RecoveryRequested;
import dev.davit.contracts.event.RecoveryStarted;
import dev.davit.contracts.event.RecoveryTarget;
import dev.davit.contracts.event.RequestAccepted;
import dev.davit.contracts.event.RequestDuplicate;
import dev.davit.contracts.event.RequestRejected;
import dev.davit.contracts.point.PointState;
import dev.davit.kit.lifecycle.Housekeeping;
import dev.davit.kit.testing.SettableClock;
import dev.davit.scheduler.model.Origin;
import dev.davit.scheduler.store.RequestStore;
import dev.davit.scheduler.store.SeenEventStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class RequestIntakeTest {
  private final Ground ground = Ground.ready();
  private final BackupRequested wish = new BackupRequested(ground.system, "before the upgrade");

  private Envelope envelope(String id, String source, String key) {
    return new Envelope(id, source, Ground.START, wish, "c-7", null, null, key, Map.of());
  }

  private static Problem rejection(Answer answer) {
    assertThat(answer).isInstanceOf(RequestRejected.class);
    return ((RequestRejected) answer).problem();
  }

  @Test
  void aBackupIsAcceptedOrderedAndSaysWhoAskedForIt() {
    var answer = (RequestAccepted) ground.ask(envelope("r1", "/ci/shop", null));

    assertThat(answer.request()).isEqualTo("r1");
    assertThat(answer.requestSource()).isEqualTo("/ci/shop");
    var started = ground.said(BackupStarted.class).getFirst();
    assertThat(started)
        .isEqualTo(new BackupStarted(ground.system, answer.run(), Ground.settings(), 1, null));
    assertThat(ground.said()).hasSize(2).contains(answer);
    assertThat(ground.envelopes())
        .allSatisfy(said -> {
          assertThat(said.correlationId()).isEqualTo("c-7");
          assertThat(said.causationId()).isEqualTo("r1");
        });
    var run = ground.run(answer.run());
    assertThat(run.state()).isEqualTo("pinning");
    assertThat(run.origin().requester()).isEqualTo("/ci/shop");
    assertThat(run.origin().reason()).isEqualTo("before the upgrade");
    assertThat(ground.history(answer.run()).getFirst().text())
        .contains("/ci/shop", "before the upgrade");
  }

  @Test
  void theSameSourceAndIdIsADuplicate() {
    var first = (RequestAccepted) ground.ask(envelope("r1", "/ci", null));

    assertThat(ground.ask(envelope("r1", "/ci", null)))
        .isEqualTo(new RequestDuplicate(ground.system, "r1", "/ci", first.run()));
    assertThat(ground.said(BackupStarted.class)).hasSize(1);
    assertThat(rejection(ground.ask(envelope("r1", "/other", null))).code())
        .isEqualTo(ErrorCode.RUN_OVERLAPS);
  }

  @Test
  void theSameKeyOfTheSameSourceIsADuplicateWhateverItsId() {
    var first = (RequestAccepted) ground.ask(envelope("r1", "/ci", "nightly"));

    assertThat(ground.ask(envelope("r2", "/ci", "nightly")))
        .isEqualTo(new RequestDuplicate(ground.system, "r2", "/ci", first.run()));
  }

  @Test
  void oneKeyForSeveralSystemsStartsEachOfThem() {
    var other = new SystemId("other");
    var of = ground.definition(null, Ground.KEEP_ALL, List.of());
    ground.systems.put(
        new dev.davit.contracts.settings.SystemDefinition(
            other, of.settings(), null, Ground.KEEP_ALL, null, List.of()));
    ground.ask(envelope("r1", "/ci", "nightly"));

    var second =
        ground.ask(
            new Envelope(
                "r2",
                "/ci",
                null,
                new BackupRequested(other, null),
                null,
                null,
                null,
                "nightly",
                Map.of()));

    assertThat(second).isInstanceOf(RequestAccepted.class);
  }

  @Test
  void aRejectionLeavesItsKeyFree() {
    ground.ask(envelope("r1", "/ci", null));
    assertThat(rejection(ground.ask(envelope("r2", "/ci", "k"))).code())
        .isEqualTo(ErrorCode.RUN_OVERLAPS);
    ground.ask(new CancellationRequested(ground.system, ground.runs().getFirst().run().id(), null));
    RunId run = ground.runs().getFirst().run().id();
    ground.hear(
        new dev.davit.contracts.event.DumpWorkCancelled(ground.system, run),
        new dev.davit.contracts.event.MediaWorkCancelled(ground.system, run),
        new dev.davit.contracts.event.SealWorkCancelled(ground.system, run));

    assertThat(ground.ask(envelope("r3", "/ci", "k"))).isInstanceOf(RequestAccepted.class);
    assertThat(rejection(ground.ask(envelope("r2", "/ci", "k"))).reason()).contains("rejected");
  }

  @Test
  void anUnknownSystemIsRejected() {
    var rejected = ground.ask(new BackupRequested(new SystemId("nowhere"), null));

    assertThat(rejection(rejected).code()).isEqualTo(ErrorCode.UNKNOWN_SYSTEM);
    assertThat(rejection(rejected).object()).isEqualTo("system \"nowhere\"");
    assertThat(ground.runs()).isEmpty();
    assertThat(ground.said()).containsExactly(rejected);
  }

  @Test
  void onlyAllowedSourcesMayAskForAnything() {
    ground.systems.put(ground.definition(null, Ground.KEEP_ALL, List.of("/ci")));

    assertThat(rejection(ground.ask(envelope("r1", "/elsewhere", null))).code())
        .isEqualTo(ErrorCode.NOT_PERMITTED);
    var run = ((RequestAccepted) ground.ask(envelope("r1", "/ci", null))).run();
    assertThat(rejection(ground.ask(new CancellationRequested(ground.system, run, null))).code())
        .isEqualTo(ErrorCode.NOT_PERMITTED);
  }

  @Test
  void aRefusedSourceIsAnsweredAndRecordedAndStartsNothing() {
    ground.systems.put(ground.definition(null, Ground.KEEP_ALL, List.of("/ci", "/ops")));

    var answer = ground.ask(envelope("r1", "/ci/", null));

    assertThat(rejection(answer).object()).isEqualTo("source \"/ci/\"");
    assertThat(ground.said()).containsExactly(answer);
    assertThat(ground.runs()).isEmpty();
    assertThat(ground.count("request")).isEqualTo(1);
    assertThat(ground.count("seen_event")).isEqualTo(1);
    assertThat(ground.ask(envelope("r2", "/ops", null))).isInstanceOf(RequestAccepted.class);
  }

  @Test
  void thePagesOfTheLogAreShortWhereEventsAreLarge() {
    for (int i = 0; i < 6; i++) {
      Map<String, Object> large = Map.of("theirs", "x".repeat(1_000_000));
      ground.ask(new Envelope("r" + i, "/ci", Ground.START, wish, null, null, null, null, large));
    }
    List<Integer> pages = new ArrayList<>();
    long last = 0;
    while (true) {
      long after = last;
      var page = ground.transactions.get(tx -> SeenEventStore.after(tx, after, null, null, 1_000));
      if (page.isEmpty()) {
        break;
      }
      pages.add(page.size());
      last = page.getLast().sequence();
    }
    assertThat(pages).containsExactly(4, 2);
  }

  @Test
  void nobodyElseIsASourceOfOurs() {
    for (String source : List.of("/davit/rest", "/davit/scheduler-service/schedule", "/davit/")) {
      var request = envelope("r-" + source, source, null);
      var answer = ground.transactions.get(tx -> ground.hearing.published(request, tx));

      assertThat(rejection(answer).code()).isEqualTo(ErrorCode.NOT_PERMITTED);
      assertThat(ground.said()).contains(answer);
    }
    assertThat(ground.runs()).isEmpty();
    assertThat(ground.ask(envelope("r1", "/davit/rest", null))).isInstanceOf(RequestAccepted.class);
  }

  @Test
  void aRequestThatItsPublisherSendsAgainIsAnsweredAgain() throws Exception {
    var first = (RequestAccepted) ground.ask(envelope("r1", "/ci", null));
    var requests = ground.hearing.requests();

    ground.transactions.run(tx -> requests.again(envelope("r1", "/ci", null), tx));

    assertThat(ground.said(RequestDuplicate.class))
        .containsExactly(new RequestDuplicate(ground.system, "r1", "/ci", first.run()));
    ground.forgetWhatWasSaid();
    ground.transactions.run(tx -> requests.again(envelope("forgotten", "/ci", null), tx));
    assertThat(ground.said()).isEmpty();
    assertThat(ground.runs()).hasSize(1);
  }

  @Test
  void answersAreRememberedForFiveWeeksByIdAndByKey() {
    var first = (RequestAccepted) ground.ask(envelope("r1", "/ci", "nightly"));
    var clock = new SettableClock(Instant.now());
    clock.advance(Duration.ofDays(7));
    assertThat(forget(clock)).as("after a week, as promised").isZero();
    clock.advance(Housekeeping.KEPT.minusDays(7).minusMinutes(1));
    assertThat(forget(clock)).as("a minute before its time").isZero();
    assertThat(ground.ask(envelope("r1", "/ci", null)))
        .isEqualTo(new RequestDuplicate(ground.system, "r1", "/ci", first.run()));
    assertThat(ground.ask(envelope("r2", "/ci", "nightly")))
        .isEqualTo(new RequestDuplicate(ground.system, "r2", "/ci", first.run()));

    clock.advance(Duration.ofMinutes(2));
    assertThat(forget(clock)).isEqualTo(1);
    for (String key : new String[] {null, "nightly"}) {
      assertThat(rejection(ground.ask(envelope("r1", "/ci", key))).code())
          .as("it is a new one, while the first run is under way")
          .isIn(ErrorCode.RUN_OVERLAPS, ErrorCode.INVALID_REQUEST);
    }
  }

  private int forget(SettableClock clock) {
    Instant before = clock.instant().minus(Housekeeping.KEPT);
    return ground.transactions.get(tx -> RequestStore.clean(tx, before));
  }

  @Test
  void aReasonThatIsTooLongIsRejected() {
    var longest = new BackupRequested(ground.system, "r".repeat(Origin.LONGEST_REASON + 1));

    var problem = rejection(ground.ask(longest));

    assertThat(problem.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(problem.object()).isEqualTo("field \"reason\"");
    assertThat(ground.runs()).isEmpty();
  }

  @Test
  void aRequestWhoseOrderNoBrokerWouldTakeIsRejectedAndLeavesNothingBehind() {
    ground.backedUp(PointState.SEALED);
    ground.forgetWhatWasSaid();
    int runs = ground.runs().size();
    var target = new RecoveryTarget(null, null, null, Map.of("main", "/" + "x".repeat(1_000_000)));

    var answer = ground.ask(new RecoveryRequested(ground.system, null, target, false, null));

    assertThat(rejection(answer).code()).isEqualTo(ErrorCode.TOO_LARGE);
    assertThat(ground.runs()).hasSize(runs);
    assertThat(ground.said()).containsExactly(answer);
    assertThat(ground.backup()).isNotNull();
  }

  @Test
  void aDefinitionWhoseOrdersNoBrokerWouldTakeIsRefused() {
    var sources = java.util.Collections.nCopies(50_000, "/some/source");
    assertThatThrownBy(() -> ground.systems.put(ground.definition(null, Ground.KEEP_ALL, sources)))
        .isInstanceOfSatisfying(
            DavitException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE));
    assertThatThrownBy(
            () -> ground.systems.put(ground.definition(null, Ground.KEEP_ALL, List.of("/a\0"))))
        .isInstanceOfSatisfying(
            DavitException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
  }

  @Test
  void aSecondRunOfTheSystemIsRejectedNamingTheFirst() {
    RunId first = ground.backup();

    for (var second : List.of(wish, new RecoveryRequested(ground.system, null, null, true, null))) {
      var problem = rejection(ground.ask(second));
      assertThat(problem.code()).isEqualTo(ErrorCode.RUN_OVERLAPS);
      assertThat(problem.reason()).contains(first.toString());
    }
  }

  @Test
  void requestsAtTheSameTimeStartOneRun() throws Exception {
    try (var threads = Executors.newFixedThreadPool(8)) {
      var answers =
          threads.invokeAll(
              java.util.Collections.nCopies(8, (Callable<Answer>) () -> ground.ask(wish)));
      int accepted = 0;
      for (var answer : answers) {
        accepted += answer.get() instanceof RequestAccepted ? 1 : 0;
      }
      assertThat(accepted).isEqualTo(1);
    }
    assertThat(ground.runs()).hasSize(1);
    assertThat(ground.said(BackupStarted.class)).hasSize(1);
  }

  @Test
  void theNewestPointIsTheParentOfTheNextBackupAlsoIfItIsOpen() {
    PointId point = ground.backedUp(PointState.OPEN);
    ground.forgetWhatWasSaid();
    ground.clock.advance(Duration.ofHours(1));

    ground.backup();

    assertThat(ground.said(BackupStarted.class).getFirst().parent())
        .isEqualTo(new ParentPoint(point, "5".repeat(64)));
  }

  @Test
  void aRecoveryWithoutAnyPointIsRejected() {
    var answer = ground.ask(new RecoveryRequested(ground.system, null, null, false, null));

    assertThat(rejection(answer).code()).isEqualTo(ErrorCode.NO_POINT);
  }

  @Test
  void aRecoveryTakesTheNewestPointIfItIsSealed() {
    ground.backedUp(PointState.SEALED);
    ground.clock.advance(Duration.ofHours(1));
    PointId newest = ground.backedUp(PointState.SEALED);

    RunId run = ground.accepted(new RecoveryRequested(ground.system, null, null, true, "fire"));

    var context = ground.said(RecoveryStarted.class).getFirst().context();
    assertThat(context.point()).isEqualTo(newest);
    assertThat(context.snapshot()).isEqualTo("5".repeat(64));
    assertThat(context.replace()).isTrue();
    assertThat(context.target()).isEqualTo(RecoveryTarget.original());
    assertThat(ground.run(run).point()).isEqualTo(newest);
  }

  @Test
  void anOpenPointIsRecoveredOnlyIfItIsNamed() {
    PointId open = ground.backedUp(PointState.OPEN);

    var problem =
        rejection(ground.ask(new RecoveryRequested(ground.system, null, null, false, null)));

    assertThat(problem.code()).isEqualTo(ErrorCode.POINT_NOT_SEALED);
    assertThat(problem.object()).contains(open.toString());
    assertThat(problem.reason()).contains("open", "none is sealed");
    assertThat(ground.ask(new RecoveryRequested(ground.system, open, null, false, null)))
        .isInstanceOf(RequestAccepted.class);
  }

  @Test
  void anOpenPointDoesNotStandBeforeAnOlderSealedOne() {
    PointId sealed = ground.backedUp(PointState.SEALED);
    ground.clock.advance(Duration.ofHours(1));
    ground.backedUp(PointState.OPEN);

    ground.accepted(new RecoveryRequested(ground.system, null, null, false, null));

    assertThat(ground.said(RecoveryStarted.class).getFirst().context().point()).isEqualTo(sealed);
  }

  @Test
  void aPointOfAnotherSystemAndOneThatExpiredAreUnknown() {
    PointId expired = ground.backedUp(PointState.SEALED);
    ground.transactions.run(tx ->
        dev.davit.scheduler.store.PointStore.setState(
            tx, ground.system, expired, PointState.EXPIRED));

    for (PointId point : List.of(expired, PointId.random())) {
      assertThat(
              rejection(ground.ask(new RecoveryRequested(ground.system, point, null, true, null)))
                  .code())
          .isEqualTo(ErrorCode.UNKNOWN_POINT);
    }
  }

  @Test
  void aPasswordInATargetIsRejectedAndToldNowhere() {
    ground.backedUp(PointState.SEALED);
    var target = new RecoveryTarget(null, "postgresql://u:s3cret@h/d", null, null);

    var answer = ground.ask(new RecoveryRequested(ground.system, null, target, false, null));

    assertThat(rejection(answer).code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(answer.toString()).doesNotContain("s3cret");
  }

  @Test
  void aRequestWhoseOrderNoEventCouldHoldIsRejectedAndLeavesNothing() {
    var run = ground.backup();
    var endless = new CancellationRequested(ground.system, run, "x".repeat(300 << 10));

    assertThat(rejection(ground.ask(endless)).code()).isEqualTo(ErrorCode.TOO_LARGE);

    assertThat(ground.run(run).run().ended()).isFalse();
    assertThat(ground.history(run)).hasSize(1);
  }

  @Test
  void aCancellationOfWhatIsUnknownOrEndedIsRejected() {
    assertThat(
            rejection(ground.ask(new CancellationRequested(ground.system, RunId.random(), null)))
                .code())
        .isEqualTo(ErrorCode.UNKNOWN_RUN);
    ground.backedUp(PointState.SEALED);
    RunId ended = ground.runs().getFirst().run().id();

    assertThat(rejection(ground.ask(new CancellationRequested(ground.system, ended, null))).code())
        .isEqualTo(ErrorCode.RUN_ENDED);
    assertThat(ground.said(BackupCompleted.class)).hasSize(1);
  }

  @Test
  void whatIsNoRequestIsRefusedAtTheRequestsDoor() {
    var forged = ground.pinned(RunId.random(), 1);

    assertThatThrownBy(() -> ground.ask(Envelope.first("/x", Ground.START, forged)))
        .isInstanceOfSatisfying(
            DavitException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_PERMITTED));
    assertThat(ground.count("seen_event")).isZero();
  }
}
