package dev.davit.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.RunId;
import dev.davit.contracts.event.MediaRestored;
import dev.davit.contracts.event.MediaTargetSurveyed;
import dev.davit.contracts.event.RecoveryContext;
import dev.davit.contracts.event.RecoveryStep;
import dev.davit.contracts.event.RecoveryTarget;
import dev.davit.contracts.event.RunFact;
import dev.davit.contracts.event.TargetSurvey;
import dev.davit.kit.testing.TestLease;
import dev.davit.kit.testing.TestPostgres;
import dev.davit.media.store.MadeStore;
import dev.davit.repository.posix.Directory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediaRecoveryTest {
  private static TestPostgres postgres;

  @TempDir Path directory;
  private Ground ground;
  private MadeStore made;
  private final RunId run = RunId.random();

  @BeforeAll
  static void start() {
    postgres = TestPostgres.start();
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @BeforeEach
  void prepare() throws IOException {
    ground = new Ground(directory);
    made = new MadeStore(postgres.freshSchema("classpath:db/media"));
    Ground.write(ground.media.resolve("a/one.jpg"), "one");
    Ground.write(ground.media.resolve("a.b/two.jpg"), "two");
    Files.createLink(ground.media.resolve("second.jpg"), ground.media.resolve("a/one.jpg"));
    Files.createSymbolicLink(ground.media.resolve("link"), Path.of("a/one.jpg"));
    Files.createDirectory(ground.media.resolve("empty"));
    try (var in = Directory.open(ground.media);
        var file = in.create(new byte[] {(byte) 0xff, 'x', '\n'}, 0640)) {
      file.write(new byte[] {1, 2, 3}, 0, 3, 0);
    }
    Files.setPosixFilePermissions(
        ground.media.resolve("a"), PosixFilePermissions.fromString("r-xr-x---"));
    Files.setLastModifiedTime(ground.media, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
  }

  @Test
  void anEmptyPlaceGetsExactlyWhatWasCaptured() throws Exception {
    var context = ground.context(ground.point(null, List.of()), Ground.to(place()), false);
    var captured = TreeState.of(ground.media);

    var survey = survey(context);
    var restored = (MediaRestored) step(1, RecoveryStep.MEDIA, context);

    assertThat(survey.empty()).isTrue();
    assertThat(survey.obstacles()).isEmpty();
    assertThat(survey.neededBytes()).isEqualTo(12);
    assertThat(survey.freeBytes()).isPositive();
    assertThat(restored.files()).isEqualTo(4);
    assertThat(TreeState.of(place())).isEqualTo(captured);
  }

  @Test
  void undoingADirectRestoreTakesBackWhatItMadeAndNothingElse() throws Exception {
    var context = ground.context(ground.point(null, List.of()), Ground.to(place()), false);
    Path stranger = Ground.write(directory.resolve("deep/stranger"), "not ours");
    step(1, RecoveryStep.MEDIA, context);

    step(2, RecoveryStep.UNDO_MEDIA, context);

    assertThat(place()).doesNotExist();
    assertThat(stranger).exists();
    step(3, RecoveryStep.UNDO_MEDIA, context); // repeatable
  }

  @Test
  void aPlaceThatHoldsSomethingIsRefusedWithoutReplace() throws Exception {
    var context = ground.context(ground.point(null, List.of()), RecoveryTarget.original(), false);
    var before = TreeState.of(ground.media);

    var survey = survey(context);

    assertThat(survey.empty()).isFalse();
    assertThat(survey.obstacles().getFirst().toString()).contains("DAVIT-2107");
    assertThatThrownBy(() -> step(1, RecoveryStep.MEDIA, context))
        .hasMessageContaining("DAVIT-2107");
    assertThat(TreeState.of(ground.media)).isEqualTo(before);
  }

  @Test
  void inPlaceTheRestoredTakesThePlaceOfTheOldAndTheOldGoes() throws Exception {
    var context = replacing(ground.point(null, List.of()).id());
    var captured = TreeState.of(ground.media);
    change();

    step(1, RecoveryStep.MEDIA, context);
    assertThat(ground.media.resolve("new.jpg")).hasContent("new");
    step(2, RecoveryStep.SWAP_MEDIA, context);
    step(3, RecoveryStep.CLEAN_MEDIA, context);

    assertThat(TreeState.of(ground.media)).isEqualTo(captured);
    assertThatThrownBy(() -> step(4, RecoveryStep.UNDO_MEDIA, context))
        .hasMessageContaining("DAVIT-1002");
  }

  @Test
  void undoGivesTheOldTreeBack() throws Exception {
    var context = replacing(ground.point(null, List.of()).id());
    change();
    var old = TreeState.of(ground.media);

    step(1, RecoveryStep.MEDIA, context);
    step(2, RecoveryStep.SWAP_MEDIA, context);
    step(3, RecoveryStep.UNDO_MEDIA, context);

    assertThat(TreeState.of(ground.media)).isEqualTo(old);
  }

  private void change() throws IOException {
    Ground.write(ground.media.resolve("new.jpg"), "new");
    Files.delete(ground.media.resolve("link"));
    Ground.write(ground.media.resolve("a.b/two.jpg"), "damaged");
    Files.setPosixFilePermissions(ground.media, PosixFilePermissions.fromString("rwx------"));
    Files.setLastModifiedTime(ground.media, FileTime.from(Instant.parse("2021-01-01T00:00:00Z")));
  }

  private Path place() {
    return directory.resolve("deep/er/place");
  }

  private RecoveryContext replacing(String snapshot) {
    return new RecoveryContext(
        ground.settings(),
        dev.davit.contracts.PointId.random(),
        snapshot,
        new RecoveryTarget(null, null, null, Map.of()),
        true);
  }

  private RunFact step(int ordinal, RecoveryStep step, RecoveryContext context) throws Exception {
    return new MediaSteps(new RecoveryTools(ground.repositories, made))
        .run(Ground.step(run, ordinal, step, context), new TestLease());
  }

  private TargetSurvey survey(RecoveryContext context) throws Exception {
    var fact =
        new TargetSurveyor(new RecoveryTools(ground.repositories, made))
            .run(Ground.survey(run, context), new TestLease());
    return ((MediaTargetSurveyed) fact).survey();
  }
}
