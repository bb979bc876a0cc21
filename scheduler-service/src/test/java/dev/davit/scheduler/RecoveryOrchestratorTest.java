package dev.davit.scheduler;

import static dev.davit.contracts.event.RecoveryStep.CLEAN_MEDIA;
import static dev.davit.contracts.event.RecoveryStep.DATABASE;
import static dev.davit.contracts.event.RecoveryStep.MEDIA;
import static dev.davit.contracts.event.RecoveryStep.OPEN;
import static dev.davit.contracts.event.RecoveryStep.SWAP_DATABASE;
import static dev.davit.contracts.event.RecoveryStep.SWAP_MEDIA;
import static dev.davit.contracts.event.RecoveryStep.UNDO_DATABASE;
import static dev.davit.contracts.event.RecoveryStep.UNDO_MEDIA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.PointId;
import dev.davit.contracts.RunId;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.event.CancellationRequested;
import dev.davit.contracts.event.DatabaseOpened;
import dev.davit.contracts.event.DatabaseRestored;
import dev.davit.contracts.event.DatabaseStepFailed;
import dev.davit.contracts.event.DatabaseStepUndone;
import dev.davit.contracts.event.DatabaseSwapped;
import dev.davit.contracts.event.DatabaseTargetSurveyed;
import dev.davit.contracts.event.DumpWorkCancelled;
import dev.davit.contracts.event.Event;
import dev.davit.contracts.event.MediaCleaned;
import dev.davit.contracts.event.MediaRestored;
import dev.davit.contracts.event.MediaStepFailed;
import dev.davit.contracts.event.MediaStepUndone;
import dev.davit.contracts.event.MediaSwapped;
import dev.davit.contracts.event.MediaTargetSurveyed;
import dev.davit.contracts.event.MediaWorkCancelled;
import dev.davit.contracts.event.ObjectsProven;
import dev.davit.contracts.event.RecoveryCancelled;
import dev.davit.contracts.event.RecoveryCompleted;
import dev.davit.contracts.event.RecoveryFailed;
import dev.davit.contracts.event.RecoveryPlanned;
import dev.davit.contracts.event.RecoveryRequested;
import dev.davit.contracts.event.RecoveryStep;
import dev.davit.contracts.event.RecoveryStepStarted;
import dev.davit.contracts.event.RecoveryValidated;
import dev.davit.contracts.event.RequestRejected;
import dev.davit.contracts.event.RunCancelling;
import dev.davit.contracts.event.RunFact;
import dev.davit.contracts.event.SealWorkCancelled;
import dev.davit.contracts.event.TargetSurvey;
import dev.davit.contracts.point.PointState;
import dev.davit.scheduler.model.RecoveryPlan;
import dev.davit.scheduler.model.Service;
import dev.davit.scheduler.store.RunStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryOrchestratorTest {
  private static final Problem WHY = new Problem(ErrorCode.DISK_FULL, "disk \"/d\"", "12 GB");
  private static final TargetSurvey EMPTY = survey(true);
  private static final TargetSurvey FULL = survey(false);

  private final Ground ground = Ground.ready();
  private final PointId point = ground.backedUp(PointState.SEALED);
  private final RunId run =
      ground.accepted(new RecoveryRequested(ground.system, null, null, true, null));

  private static TargetSurvey survey(boolean empty, Problem... obstacles) {
    return new TargetSurvey(empty, 50, null, List.of("12 tables"), List.of(obstacles));
  }

  private List<RunFact> surveys(TargetSurvey found) {
    return List.of(
        new DatabaseTargetSurveyed(ground.system, run, found),
        new MediaTargetSurveyed(ground.system, run, found),
        new ObjectsProven(ground.system, run, 9, 100, List.of()));
  }

  private RunFact done(RecoveryStep step, int ordinal) {
    return switch (step) {
      case MEDIA -> new MediaRestored(ground.system, run, ordinal, 7, 70);
      case DATABASE -> new DatabaseRestored(ground.system, run, ordinal, 1, 2, 3);
      case SWAP_DATABASE -> new DatabaseSwapped(ground.system, run, ordinal);
      case SWAP_MEDIA -> new MediaSwapped(ground.system, run, ordinal);
      case OPEN -> new DatabaseOpened(ground.system, run, ordinal);
      case CLEAN_MEDIA -> new MediaCleaned(ground.system, run, ordinal);
      case UNDO_DATABASE -> new DatabaseStepUndone(ground.system, run, ordinal, step);
      case UNDO_MEDIA -> new MediaStepUndone(ground.system, run, ordinal, step);
    };
  }

  private RunFact failed(RecoveryStep step, int ordinal) {
    return RecoveryPlan.service(step) == Service.DUMP
        ? new DatabaseStepFailed(ground.system, run, ordinal, step, WHY)
        : new MediaStepFailed(ground.system, run, ordinal, step, WHY);
  }

  /** Up to the step being outstanding, with nothing said that was said before its order. */
  private void until(int ordinal) {
    surveys(FULL).forEach(ground::hear);
    for (int i = 1; i < ordinal; i++) {
      ground.forgetWhatWasSaid();
      ground.hear(done(RecoveryPlan.beside(0).step(i), i));
    }
  }

  private List<String> ordered() {
    return ground.said(RecoveryStepStarted.class).stream()
        .map(order -> order.ordinal() + " " + order.step())
        .toList();
  }

  private String state() {
    return ground.run(run).state();
  }

  @Test
  void anEmptyTargetTakesTwoSteps() {
    ground.forgetWhatWasSaid();
    surveys(EMPTY).forEach(ground::hear);
    assertThat(ground.said().getFirst())
        .isEqualTo(new RecoveryPlanned(ground.system, run, List.of(MEDIA, DATABASE), 100));
    ground.clock.advance(Duration.ofSeconds(90));
    ground.hear(done(MEDIA, 1), done(DATABASE, 2));

    assertThat(ordered()).containsExactly("1 MEDIA", "2 DATABASE");
    assertThat(ground.said(RecoveryValidated.class))
        .containsExactly(new RecoveryValidated(ground.system, run, 2, 3, 7));
    assertThat(ground.said().getLast())
        .isEqualTo(new RecoveryCompleted(ground.system, run, point, 90.0));
    assertThat(state()).isEqualTo("completed");
  }

  @Test
  void aFullTargetIsRecoveredBesideThenSwappedThenOpened() {
    until(6);
    ground.hear(done(CLEAN_MEDIA, 6));

    assertThat(state()).isEqualTo("completed");
    assertThat(ground.history(run))
        .extracting(RunStore.Move::text)
        .contains(
            "7 files restored and verified",
            "1 databases, 3 rows restored and validated",
            "clients let in: the recovery is committed");
  }

  @Test
  void oneStepIsOutstandingAtATime() {
    for (int ordinal = 1; ordinal <= 6; ordinal++) {
      if (ordinal == 1) {
        ground.forgetWhatWasSaid();
        until(1);
      } else {
        ground.forgetWhatWasSaid();
        ground.hear(done(RecoveryPlan.beside(0).step(ordinal - 1), ordinal - 1));
      }
      assertThat(ordered()).containsExactly(ordinal + " " + RecoveryPlan.beside(0).step(ordinal));
    }
  }

  @Test
  void i13DoublesAndOldNewsChangeNothing() {
    long seed = System.nanoTime();
    System.out.println("shuffled with seed " + seed);
    var random = new Random(seed);
    List<RunFact> heard = new ArrayList<>(surveys(FULL));
    Collections.shuffle(heard, random);
    for (int i = 1; i <= 6; i++) {
      heard.add(done(RecoveryPlan.beside(0).step(i), i));
    }
    for (int i = 0; i < heard.size(); i++) {
      ground.hear(heard.get(i));
      ground.hear(heard.get(random.nextInt(i + 1)), heard.get(random.nextInt(i + 1)));
    }

    assertThat(state()).as("seed %d", seed).isEqualTo("completed");
    assertThat(ground.said(RecoveryCompleted.class)).as("seed %d", seed).hasSize(1);
    assertThat(ordered()).as("seed %d", seed).hasSize(6);
    assertThat(ground.said(RecoveryValidated.class)).hasSize(1);
  }

  @Test
  void anObstacleEndsTheRecoveryBeforeAnythingIsDone() {
    ground.hear(
        surveys(FULL).get(1),
        surveys(FULL).get(2),
        new DatabaseTargetSurveyed(ground.system, run, survey(false, WHY)));

    assertThat(state()).isEqualTo("failed");
    assertThat(ground.said(RecoveryFailed.class))
        .containsExactly(new RecoveryFailed(ground.system, run, WHY));
    assertThat(ordered()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void aFailureBeforeTheCommitTakesBackDatabaseThenMediaThenFails(int ordinal) {
    until(ordinal);
    ground.forgetWhatWasSaid();

    ground.hear(failed(RecoveryPlan.beside(0).step(ordinal), ordinal));
    assertThat(state()).isEqualTo("undoing");
    assertThat(ordered()).containsExactly((ordinal + 1) + " UNDO_DATABASE");
    ground.hear(done(UNDO_DATABASE, ordinal + 1));
    assertThat(ordered()).last().isEqualTo((ordinal + 2) + " UNDO_MEDIA");
    assertThat(ground.said(RecoveryFailed.class)).isEmpty();
    ground.hear(done(UNDO_MEDIA, ordinal + 2));

    assertThat(state()).isEqualTo("failed");
    assertThat(ground.said(RecoveryFailed.class))
        .containsExactly(new RecoveryFailed(ground.system, run, WHY));
    assertThat(ground.said(RecoveryValidated.class)).isEmpty();
  }

  @Test
  void whatCannotBeTakenBackIsSaid() {
    until(4);
    ground.hear(failed(SWAP_MEDIA, 4), failed(UNDO_DATABASE, 5));

    assertThat(state()).isEqualTo("failed");
    assertThat(ground.said(RecoveryFailed.class).getFirst().problem().reason())
        .contains("could not be taken back");
  }

  @Test
  void behindTheCommitAFailureToCleanUpLeavesASuccessThatTellsOfIt() {
    until(6);
    ground.hear(failed(CLEAN_MEDIA, 6));

    assertThat(state()).isEqualTo("completed");
    assertThat(ground.said(RecoveryCompleted.class)).hasSize(1);
    assertThat(ground.history(run).getLast().text()).contains("clean media failed", "DAVIT-3103");
  }

  @Test
  void whilePlanningACancellationEndsItAtOnce() {
    ground.hear(surveys(FULL).getFirst());
    ground.forgetWhatWasSaid();

    ground.accepted(new CancellationRequested(ground.system, run, "wrong point"));

    assertThat(state()).isEqualTo("cancelled");
    assertThat(ground.said(RunCancelling.class)).hasSize(1);
    assertThat(ground.said(RecoveryCancelled.class)).hasSize(1);
    surveys(FULL).forEach(ground::hear);
    assertThat(state()).isEqualTo("cancelled");
    assertThat(ordered()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void aCancelledStepIsEndedThenAllIsTakenBack(int ordinal) {
    until(ordinal);
    ground.forgetWhatWasSaid();
    ground.accepted(new CancellationRequested(ground.system, run, null));
    assertThat(state()).isEqualTo("cancelling");
    boolean databases = RecoveryPlan.service(RecoveryPlan.beside(0).step(ordinal)) == Service.DUMP;
    Event idle =
        databases
            ? new MediaWorkCancelled(ground.system, run)
            : new DumpWorkCancelled(ground.system, run);
    Event busy =
        databases
            ? new DumpWorkCancelled(ground.system, run)
            : new MediaWorkCancelled(ground.system, run);

    ground.hear(idle, new SealWorkCancelled(ground.system, run));
    assertThat(ordered()).as("the step is still under way").isEmpty();
    ground.hear(busy);
    ground.hear(done(UNDO_DATABASE, ordinal + 1), done(UNDO_MEDIA, ordinal + 2));

    assertThat(ordered())
        .containsExactly((ordinal + 1) + " UNDO_DATABASE", (ordinal + 2) + " UNDO_MEDIA");
    assertThat(state()).isEqualTo("cancelled");
    assertThat(ground.said(RecoveryCancelled.class)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aStepThatEndsBeforeItHearsOfTheCancellationIsTakenBackAsWell(boolean well) {
    until(3);
    ground.forgetWhatWasSaid();
    ground.accepted(new CancellationRequested(ground.system, run, null));

    ground.hear(done(MEDIA, 1), done(DATABASE, 2)); // old news
    assertThat(ordered()).isEmpty();
    ground.hear(well ? done(SWAP_DATABASE, 3) : failed(SWAP_DATABASE, 3));

    assertThat(ordered()).containsExactly("4 UNDO_DATABASE");
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 6})
  void onceTheCommitIsOrderedACancellationIsRejected(int ordinal) {
    until(ordinal);

    var answer = ground.ask(new CancellationRequested(ground.system, run, null));

    assertThat(answer).isInstanceOf(RequestRejected.class);
    assertThat(((RequestRejected) answer).problem().reason()).contains("only goes forward");
    assertThat(state()).isEqualTo("working");
    assertThat(ground.said(RunCancelling.class)).isEmpty();
    assertThat(RecoveryPlan.beside(0).step(5)).isEqualTo(OPEN);
  }
}
