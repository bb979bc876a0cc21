package dev.davit.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.RunId;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.RecoveryContext;
import dev.davit.contracts.event.RecoveryStep;
import dev.davit.kit.testing.TestLease;
import dev.davit.kit.testing.TestPostgres;
import dev.davit.kit.work.Lease;
import dev.davit.media.store.MadeStore;
import dev.davit.repository.posix.Directory;
import dev.davit.repository.snapshot.SnapshotMeta;
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

/** Every step of a recovery in place, killed between any two of its changes. */
class MediaCrashTest {
  private static TestPostgres postgres;

  @TempDir Path directory;
  private Ground ground;
  private MadeStore made;
  private SnapshotMeta point;
  private Map<String, String> captured;

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
    Ground.write(ground.media.resolve("a/one.jpg"), "one");
    Ground.write(ground.media.resolve("same.jpg"), "as captured");
    Ground.write(ground.media.resolve("only-captured.jpg"), "x");
    try (var in = Directory.open(ground.media);
        var file = in.create(new byte[] {(byte) 0xff, 'x', '\n'}, 0640)) {
      file.write(new byte[] {1, 2, 3}, 0, 3, 0);
    }
    Files.setLastModifiedTime(ground.media, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    captured = TreeState.of(ground.media);
    point = ground.point(null, List.of());
  }

  /** One recovery in place of a directory of its own. */
  private final class Trial {
    final RunId run = RunId.random();
    final Path place;
    final RecoveryContext context;
    final Map<String, String> old;

    Trial(String name) throws IOException {
      place = directory.resolve(name);
      Ground.write(place.resolve("a/other.jpg"), "other");
      Ground.write(place.resolve("same.jpg"), "changed since");
      Ground.write(place.resolve("only-old.jpg"), "y");
      Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwx------"));
      Files.setLastModifiedTime(place, FileTime.from(Instant.parse("2021-01-01T00:00:00Z")));
      context = ground.context(point, Ground.to(place), true);
      old = TreeState.of(place);
    }

    void step(RecoveryStep step) throws Exception {
      step(step, new TestLease());
    }

    private void step(RecoveryStep step, Lease lease) throws Exception {
      new MediaSteps(new RecoveryTools(ground.repositories, made))
          .run(Ground.step(run, step.ordinal() + 1, step, context), lease);
    }

    /** False if it came to its end. */
    boolean killed(RecoveryStep step, int at) throws Exception {
      var lease = new DyingLease(at);
      try {
        step(step, lease);
        return false;
      } catch (DavitException e) {
        assertThat(e.code()).isIn(ErrorCode.LEASE_LOST, ErrorCode.CANCELLED);
        assertThat(lease.died()).isTrue();
        return true;
      }
    }

    void assertOld() throws IOException {
      assertThat(TreeState.of(place)).isEqualTo(old);
    }

    void assertCaptured() throws IOException {
      assertThat(TreeState.of(place)).isEqualTo(captured);
    }
  }

  @Test
  void aKilledSwapIsCompletedByRepeatingIt() throws Exception {
    int at = 1;
    for (boolean killed = true; killed; at++) {
      var trial = new Trial("swap" + at);
      trial.step(RecoveryStep.MEDIA);
      killed = trial.killed(RecoveryStep.SWAP_MEDIA, at);
      trial.step(RecoveryStep.SWAP_MEDIA);
      trial.step(RecoveryStep.CLEAN_MEDIA);
      trial.assertCaptured();
    }
    assertThat(at).isGreaterThan(9); // three out, four in, and the journal between
  }

  @Test
  void aKilledSwapIsTakenBackWhereverItStopped() throws Exception {
    int at = 1;
    for (boolean killed = true; killed; at++) {
      var trial = new Trial("back" + at);
      trial.step(RecoveryStep.MEDIA);
      killed = trial.killed(RecoveryStep.SWAP_MEDIA, at);
      boolean undoKilled = trial.killed(RecoveryStep.UNDO_MEDIA, 1 + at % 7);
      assertThat(undoKilled).isTrue();
      trial.step(RecoveryStep.UNDO_MEDIA);
      trial.assertOld();
    }
    assertThat(at).isGreaterThan(9);
  }

  @Test
  void aKilledUndoIsCompletedByRepeatingIt() throws Exception {
    int at = 1;
    for (boolean killed = true; killed; at++) {
      var trial = new Trial("undo" + at);
      trial.step(RecoveryStep.MEDIA);
      trial.step(RecoveryStep.SWAP_MEDIA);
      killed = trial.killed(RecoveryStep.UNDO_MEDIA, at);
      trial.step(RecoveryStep.UNDO_MEDIA);
      trial.assertOld();
    }
    assertThat(at).isGreaterThan(15);
  }

  @Test
  void aKilledCleaningIsCompletedByRepeatingIt() throws Exception {
    int at = 1;
    for (boolean killed = true; killed; at++) {
      var trial = new Trial("clean" + at);
      trial.step(RecoveryStep.MEDIA);
      trial.step(RecoveryStep.SWAP_MEDIA);
      killed = trial.killed(RecoveryStep.CLEAN_MEDIA, at);
      trial.step(RecoveryStep.CLEAN_MEDIA);
      trial.assertCaptured();
    }
    assertThat(at).isGreaterThan(6);
  }

  @Test
  void aKilledRestoreBesideIsBegunAnewOrTakenBack() throws Exception {
    int at = 1;
    for (boolean killed = true; killed; at++) {
      var trial = new Trial("beside" + at);
      killed = trial.killed(RecoveryStep.MEDIA, at);
      if (at % 2 == 0) {
        trial.step(RecoveryStep.MEDIA);
        trial.step(RecoveryStep.SWAP_MEDIA);
        trial.step(RecoveryStep.CLEAN_MEDIA);
        trial.assertCaptured();
      } else {
        trial.step(RecoveryStep.UNDO_MEDIA);
        trial.assertOld();
      }
    }
    assertThat(at).isGreaterThan(9);
  }

  @Test
  void aKilledRestoreIntoNothingIsBegunAnewOrLeavesNothing() throws Exception {
    int at = 1;
    for (boolean killed = true; killed; at++) {
      var trial = new Trial("direct" + at);
      Path place = directory.resolve("deep/nothing" + at);
      var context = ground.context(point, Ground.to(place), false);
      var steps = new MediaSteps(new RecoveryTools(ground.repositories, made));
      var lease = new DyingLease(at);
      try {
        steps.run(Ground.step(trial.run, 1, RecoveryStep.MEDIA, context), lease);
      } catch (DavitException e) {
        assertThat(lease.died()).isTrue();
      }
      killed = lease.died();
      var next = at % 2 == 0 ? RecoveryStep.MEDIA : RecoveryStep.UNDO_MEDIA;
      steps.run(Ground.step(trial.run, 2, next, context), new TestLease());
      if (at % 2 == 0) {
        assertThat(TreeState.of(place)).isEqualTo(captured);
      } else {
        assertThat(place).doesNotExist();
      }
    }
    assertThat(at).isGreaterThan(9);
  }

  @Test
  void theDirectoryItselfIsNeverRenamed() throws Exception {
    var trial = new Trial("mount");
    Object before = Files.getAttribute(trial.place, "unix:ino");
    trial.step(RecoveryStep.MEDIA);
    trial.step(RecoveryStep.SWAP_MEDIA);
    trial.step(RecoveryStep.CLEAN_MEDIA);

    assertThat(Files.getAttribute(trial.place, "unix:ino")).isEqualTo(before);
    trial.assertCaptured();
  }

  @Test
  void whatSomebodyElseMadeAfterTheSwapOutlivesTheUndo() throws Exception {
    var trial = new Trial("stranger");
    trial.step(RecoveryStep.MEDIA);
    trial.step(RecoveryStep.SWAP_MEDIA);
    Ground.write(trial.place.resolve("stranger"), "not ours");

    trial.step(RecoveryStep.UNDO_MEDIA);

    assertThat(trial.place.resolve("stranger")).hasContent("not ours");
    assertThat(trial.place.resolve("only-old.jpg")).hasContent("y");
    assertThat(trial.place.resolve("only-captured.jpg")).doesNotExist();
  }
}
