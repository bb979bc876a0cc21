package dev.davit.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.RunId;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.event.MediaRestored;
import dev.davit.contracts.event.MediaTargetSurveyed;
import dev.davit.contracts.event.RecoveryContext;
import dev.davit.contracts.event.RecoveryStep;
import dev.davit.contracts.event.RecoveryTarget;
import dev.davit.contracts.event.RunFact;
import dev.davit.contracts.event.TargetSurvey;
import dev.davit.contracts.settings.SecretRef;
import dev.davit.kit.testing.TestLease;
import dev.davit.kit.testing.TestPostgres;
import dev.davit.kit.work.Lease;
import dev.davit.media.store.MadeStore;
import dev.davit.repository.snapshot.SnapshotMeta;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that rows name outside of all media roots, at a recovery. */
class ExternalRecoveryTest {
  private static TestPostgres postgres;

  @TempDir Path directory;
  private Ground ground;
  private MadeStore made;
  private Path first;
  private Path second;
  private SnapshotMeta point;
  private Map<String, String> captured;
  private RunId run = RunId.random();

  @BeforeAll
  static void start() {
    postgres = TestPostgres.start();
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @BeforeEach
  void prepare() throws Exception {
    ground = new Ground(directory);
    made = new MadeStore(postgres.freshSchema("classpath:db/media"));
    Ground.write(ground.media.resolve("one.jpg"), "one");
    first = Ground.write(ground.elsewhere.resolve("in/first.jpg"), "first");
    second = Ground.write(ground.elsewhere.resolve("in/deep/second.jpg"), "second");
    Ground.write(ground.elsewhere.resolve("in/unreferenced.txt"), "nobody's");
    for (Path each : List.of(first.getParent(), second.getParent(), ground.elsewhere)) {
      Files.setLastModifiedTime(each, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    }
    captured = TreeState.of(ground.elsewhere);
    point = ground.point(null, List.of(first, second));
  }

  @Test
  void whatIsThereAsItWasIsNotTouched() throws Exception {
    emptyMedia();
    var context = context(false);

    assertThat(survey(context).empty()).isTrue();
    var restored = (MediaRestored) step(1, RecoveryStep.MEDIA, context);

    assertThat(restored.files()).isEqualTo(1);
    assertThat(TreeState.of(ground.elsewhere)).isEqualTo(captured);
  }

  @Test
  void whatIsAbsentComesBackToItsPlaceAndUndoTakesItAway() throws Exception {
    emptyMedia();
    Files.delete(second);
    Files.delete(second.getParent());
    Files.delete(first);
    var before = names();
    var context = context(false);

    assertThat(survey(context).findings().toString()).contains("2 files outside");
    step(1, RecoveryStep.MEDIA, context);
    assertThat(first).hasContent("first");
    assertThat(second).hasContent("second");
    assertThat(ground.elsewhere.resolve("in/unreferenced.txt")).hasContent("nobody's");
    assertThat(TreeState.of(ground.elsewhere).keySet()).isEqualTo(captured.keySet());
    step(2, RecoveryStep.UNDO_MEDIA, context);

    assertThat(names()).isEqualTo(before);
    assertThat(ground.media).isEmptyDirectory();
  }

  @Test
  void anAbsentOneComesBackWhereverItsRestoreWasKilled() throws Exception {
    int at = 1;
    for (boolean killed = true; killed; at++) {
      run = RunId.random();
      emptyMedia();
      Files.deleteIfExists(second);
      Files.deleteIfExists(second.getParent());
      var lease = new DyingLease(at);
      try {
        step(1, RecoveryStep.MEDIA, context(false), lease);
      } catch (DavitException e) {
        assertThat(lease.died()).isTrue();
      }
      killed = lease.died();
      if (at % 2 == 0) {
        step(1, RecoveryStep.MEDIA, context(false));
        assertThat(TreeState.of(ground.elsewhere).keySet()).isEqualTo(captured.keySet());
      } else {
        step(2, RecoveryStep.UNDO_MEDIA, context(false));
        assertThat(second.getParent()).doesNotExist();
        assertThat(ground.media).isEmptyDirectory();
      }
    }
    assertThat(at).isGreaterThan(20);
  }

  @Test
  void somethingElseInItsPlaceIsRefusedWithoutReplace() throws Exception {
    emptyMedia();
    Files.writeString(first, "other");
    var context = context(false);

    var survey = survey(context);

    assertThat(survey.empty()).isFalse();
    assertThat(survey.obstacles().toString()).contains("first.jpg").contains("DAVIT-2107");
    assertThatThrownBy(() -> step(1, RecoveryStep.MEDIA, context))
        .hasMessageContaining("DAVIT-2107");
    assertThat(first).hasContent("other");
  }

  @Test
  void somethingElseIsExchangedWithReplaceAndGivenBackByUndo() throws Exception {
    Files.writeString(first, "other");
    Files.setLastModifiedTime(
        first.getParent(), FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    var before = TreeState.of(ground.elsewhere);
    var context = context(true);

    step(1, RecoveryStep.MEDIA, context);
    assertThat(first).hasContent("other");
    step(2, RecoveryStep.SWAP_MEDIA, context);
    assertThat(first).hasContent("first");
    assertThat(ground.elsewhere.resolve("in/unreferenced.txt")).hasContent("nobody's");
    step(3, RecoveryStep.UNDO_MEDIA, context);
    assertThat(TreeState.of(ground.elsewhere)).isEqualTo(before);

    run = RunId.random();
    step(1, RecoveryStep.MEDIA, context);
    step(2, RecoveryStep.SWAP_MEDIA, context);
    step(3, RecoveryStep.CLEAN_MEDIA, context);
    assertThat(TreeState.of(ground.elsewhere)).isEqualTo(captured);
  }

  /** I16: rows of another place are not rewritten to these files, and production is left alone. */
  @Test
  void aRecoveryToAnotherServerTouchesNothingOutsideOfItsPlace() throws Exception {
    Files.writeString(first, "other");
    var before = TreeState.of(ground.elsewhere);
    var media = TreeState.of(ground.media);
    Path place = directory.resolve("drill");
    var url = "postgresql://u@127.0.0.1/drill";
    var target =
        new RecoveryTarget(
            null, url, new SecretRef("file:/none"), Map.of("main", place.toString()));

    var survey = survey(ground.context(point, target, false));
    step(1, RecoveryStep.MEDIA, ground.context(point, target, false));

    assertThat(survey.empty()).isTrue();
    assertThat(survey.findings().toString()).contains("2 files outside of the media roots stay");
    assertThat(place.resolve("one.jpg")).hasContent("one");
    assertThat(TreeState.of(ground.elsewhere)).isEqualTo(before);
    assertThat(TreeState.of(ground.media)).isEqualTo(media);
  }

  @Test
  void aRootThatIsLeftOutByNameStaysInTheRepository() throws Exception {
    Files.delete(ground.media.resolve("one.jpg"));
    var target =
        new RecoveryTarget(
            null,
            "postgresql://u@127.0.0.1/drill",
            new SecretRef("file:/none"),
            Map.of("main", RecoveryTarget.LEFT_OUT));

    var survey = survey(ground.context(point, target, false));
    var restored =
        (MediaRestored) step(1, RecoveryStep.MEDIA, ground.context(point, target, false));

    assertThat(survey.findings().toString()).contains("\"main\" is left out");
    assertThat(restored.files()).isZero();
    assertThat(ground.media).isEmptyDirectory();
  }

  private void emptyMedia() throws IOException {
    Files.deleteIfExists(ground.media.resolve("one.jpg"));
  }

  private List<String> names() throws IOException {
    return List.copyOf(TreeState.of(ground.elsewhere).keySet());
  }

  private RecoveryContext context(boolean replace) {
    return ground.context(point, RecoveryTarget.original(), replace);
  }

  private RunFact step(int ordinal, RecoveryStep step, RecoveryContext context) throws Exception {
    return step(ordinal, step, context, new TestLease());
  }

  private RunFact step(int ordinal, RecoveryStep step, RecoveryContext context, Lease lease)
      throws Exception {
    return new MediaSteps(new RecoveryTools(ground.repositories, made))
        .run(Ground.step(run, ordinal, step, context), lease);
  }

  private TargetSurvey survey(RecoveryContext context) throws Exception {
    var fact =
        new TargetSurveyor(new RecoveryTools(ground.repositories, made))
            .run(Ground.survey(run, context), new TestLease());
    return ((MediaTargetSurveyed) fact).survey();
  }
}
