package dev.davit.scheduler.model;

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
import dev.davit.contracts.event.RecoveryContext;
import dev.davit.contracts.event.RecoveryStep;
import dev.davit.contracts.event.TargetSurvey;
import dev.davit.contracts.settings.DatabaseSettings;
import dev.davit.contracts.settings.DeploymentKind;
import dev.davit.contracts.settings.RepositorySettings;
import dev.davit.contracts.settings.SecretRef;
import dev.davit.contracts.settings.SystemSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryRunTest {
  private static final RunId ID = RunId.random();
  private static final PointId POINT = PointId.random();
  private static final Problem WHY = new Problem(ErrorCode.DISK_FULL, "disk \"/d\"", "12 GB");
  private static final Problem THEN = new Problem(ErrorCode.DATABASE_UNREACHABLE, "x", null);
  private static final TargetSurvey EMPTY = new TargetSurvey(true, 10, null, List.of(), List.of());
  private static final TargetSurvey FULL =
      new TargetSurvey(false, 10, null, List.of("12 tables"), List.of());

  private static RecoveryContext context(boolean replace) {
    var settings =
        new SystemSettings(
            DeploymentKind.FULL_BACKEND,
            "generic",
            new DatabaseSettings("/home", null, null, List.of(), null),
            List.of(),
            List.of(),
            List.of(),
            new RepositorySettings("/r", new SecretRef("env:P"), Map.of(), null, null));
    return new RecoveryContext(settings, POINT, "1".repeat(64), null, replace);
  }

  private static RecoveryRun planned(
      boolean replace, TargetSurvey database, TargetSurvey media, Problem... missing) {
    var planning = (RecoveryRun.Planning) RecoveryRun.begin(ID, context(replace));
    assertThat(planning.planned()).isSameAs(planning);
    planning = planning.database(database);
    assertThat(planning.planned()).isSameAs(planning);
    planning = planning.media(media);
    assertThat(planning.planned()).isSameAs(planning);
    return planning.objects(3, List.of(missing)).planned();
  }

  private static RecoveryRun.Working at(int ordinal) {
    RecoveryRun run = planned(true, FULL, FULL);
    for (int i = 1; i < ordinal; i++) {
      run = ((RecoveryRun.Working) run).done(i, RecoveryPlan.beside(0).step(i));
    }
    return (RecoveryRun.Working) run;
  }

  @Test
  void anEmptyTargetIsWrittenStraight() {
    var run = (RecoveryRun.Working) planned(false, EMPTY, EMPTY);

    assertThat(run.plan()).isEqualTo(new RecoveryPlan(List.of(MEDIA, DATABASE), 20));
    assertThat(run.step()).isEqualTo(MEDIA);
    var second = (RecoveryRun.Working) run.restored(1, 7);
    assertThat(second.step()).isEqualTo(DATABASE);
    assertThat(second.files()).isEqualTo(7);
    assertThat(second.done(2, DATABASE)).isEqualTo(new RecoveryRun.Completed(ID));
  }

  @Test
  void aFullTargetIsRefusedUnlessItMayBeReplaced() {
    for (var surveys : List.of(List.of(FULL, EMPTY), List.of(EMPTY, FULL))) {
      var failed = (RecoveryRun.Failed) planned(false, surveys.getFirst(), surveys.getLast());
      assertThat(failed.problem().code()).isEqualTo(ErrorCode.TARGET_NOT_EMPTY);
      assertThat(failed.problem().reason()).contains("12 tables");
    }
    assertThat(((RecoveryRun.Working) planned(true, FULL, EMPTY)).plan().steps())
        .containsExactly(MEDIA, DATABASE, SWAP_DATABASE, SWAP_MEDIA, OPEN, CLEAN_MEDIA);
  }

  @Test
  void whateverIsMissingForbidsTheRecovery() {
    assertThat(planned(true, EMPTY, EMPTY, WHY)).isEqualTo(new RecoveryRun.Failed(ID, WHY));
    var obstructed = new TargetSurvey(true, 0, null, List.of(), List.of(THEN));
    assertThat(planned(true, obstructed, EMPTY)).isEqualTo(new RecoveryRun.Failed(ID, THEN));
    assertThat(planned(true, EMPTY, obstructed)).isEqualTo(new RecoveryRun.Failed(ID, THEN));
  }

  @Test
  void whilePlanningACancellationEndsAtOnce() {
    var planning = (RecoveryRun.Planning) RecoveryRun.begin(ID, context(true));

    assertThat(planning.cancel()).isEqualTo(new RecoveryRun.Cancelled(ID));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void onlyTheOutstandingStepIsNews(int ordinal) {
    var working = at(ordinal);
    for (int other = 0; other <= 8; other++) {
      for (RecoveryStep step : RecoveryStep.values()) {
        if (other != ordinal || step != working.step()) {
          assertThat(working.done(other, step)).isSameAs(working);
          assertThat(working.fail(other, step, WHY)).isSameAs(working);
        }
      }
    }
    assertThat(working.done(ordinal, working.step())).isNotEqualTo(working);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void beforeTheCommitAFailureTakesBackDatabaseThenMedia(int ordinal) {
    var working = at(ordinal);

    var undoing = (RecoveryRun.Undoing) working.fail(ordinal, working.step(), WHY);
    assertThat(undoing.step()).isEqualTo(UNDO_DATABASE);
    assertThat(undoing.ordinal()).isEqualTo(ordinal + 1);
    assertThat(undoing.undone(ordinal, UNDO_DATABASE)).isSameAs(undoing);
    assertThat(undoing.undone(ordinal + 1, UNDO_MEDIA)).isSameAs(undoing);
    var media = (RecoveryRun.Undoing) undoing.undone(ordinal + 1, UNDO_DATABASE);
    assertThat(media.step()).isEqualTo(UNDO_MEDIA);
    assertThat(media.undone(ordinal + 2, UNDO_MEDIA)).isEqualTo(new RecoveryRun.Failed(ID, WHY));
  }

  @Test
  void behindTheCommitItOnlyGoesForward() {
    var cleaning = at(6);

    assertThat(cleaning.committed()).isTrue();
    assertThat(cleaning.cancel()).isSameAs(cleaning);
    assertThat(cleaning.fail(6, CLEAN_MEDIA, WHY)).isEqualTo(new RecoveryRun.Completed(ID));
  }

  @Test
  void onceTheCommitIsOrderedItCannotBeCancelled() {
    var opening = at(5);

    assertThat(opening.step()).isEqualTo(OPEN);
    assertThat(opening.committed()).isFalse();
    assertThat(opening.cancel()).isSameAs(opening);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void aCancellationWaitsForTheOutstandingStepAndTakesAllBack(int ordinal) {
    var working = at(ordinal);
    var cancelling = (RecoveryRun.Cancelling) working.cancel();
    Service mine = RecoveryPlan.service(working.step());
    Service other = mine == Service.DUMP ? Service.MEDIA : Service.DUMP;

    assertThat(cancelling.ended(other)).isSameAs(cancelling);
    assertThat(cancelling.ended(Service.AUDIT)).isSameAs(cancelling);
    assertThat(cancelling.ended(ordinal - 1, working.step())).isSameAs(cancelling);
    var undoing = (RecoveryRun.Undoing) cancelling.ended(mine);
    assertThat(cancelling.ended(ordinal, working.step())).isEqualTo(undoing);
    var media = (RecoveryRun.Undoing) undoing.undone(ordinal + 1, UNDO_DATABASE);
    assertThat(media.undone(ordinal + 2, UNDO_MEDIA)).isEqualTo(new RecoveryRun.Cancelled(ID));
  }

  @Test
  void whatCannotBeTakenBackSaysBothProblems() {
    var undoing = (RecoveryRun.Undoing) at(3).fail(3, SWAP_DATABASE, WHY);

    var failed = (RecoveryRun.Failed) undoing.fail(4, UNDO_DATABASE, THEN);
    assertThat(failed.problem().code()).isEqualTo(WHY.code());
    assertThat(failed.problem().reason()).contains("12 GB", "not be taken back", "DAVIT-2101");
    assertThat(undoing.fail(3, UNDO_DATABASE, THEN)).isSameAs(undoing);
    var cancelled = (RecoveryRun.Undoing) ((RecoveryRun.Cancelling) at(1).cancel()).ended(1, MEDIA);
    assertThat(cancelled.fail(2, UNDO_DATABASE, THEN)).isEqualTo(new RecoveryRun.Failed(ID, THEN));
  }

  @ParameterizedTest
  @EnumSource(RecoveryStep.class)
  void everyStepHasItsService(RecoveryStep step) {
    assertThat(RecoveryPlan.service(step))
        .isEqualTo(step.name().contains("MEDIA") ? Service.MEDIA : Service.DUMP);
  }

  @Test
  void aRetentionCompletesOrFails() {
    var expiring = (RetentionRun.Expiring) RetentionRun.begin(ID);

    assertThat(expiring.ended()).isFalse();
    assertThat(expiring.completed(3)).isEqualTo(new RetentionRun.Completed(ID, 3));
    assertThat(expiring.completed(3).ended()).isTrue();
    assertThat(expiring.fail(WHY)).isEqualTo(new RetentionRun.Failed(ID, WHY));
    assertThat(expiring.fail(WHY).problem()).isEqualTo(WHY);
    assertThat(expiring.kind()).isEqualTo("retention");
  }
}
