package dev.davit.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.RunId;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.MediaCompleted;
import dev.davit.contracts.event.MediaFailed;
import dev.davit.contracts.event.MediaProgressed;
import dev.davit.contracts.event.MediaWorkCancelled;
import dev.davit.contracts.settings.MediaRoot;
import dev.davit.kit.testing.Await;
import dev.davit.kit.testing.TestLease;
import dev.davit.media.model.CaptureRoots;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.posix.Directory;
import dev.davit.repository.snapshot.FileName;
import dev.davit.repository.snapshot.PathNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediaCaptureTest {
  @TempDir Path directory;
  private Ground ground;

  @BeforeEach
  void prepare() throws IOException {
    ground = new Ground(directory);
    Ground.write(ground.media.resolve("a/one.jpg"), "one");
    Ground.write(ground.media.resolve("a.b/two.jpg"), "two");
    Ground.write(ground.media.resolve("three.jpg"), "three");
  }

  @Test
  void theWholeTreeIsStoredInTheOrderOfNames() throws Exception {
    var completed = ground.captured(RunId.random(), null, List.of());

    assertThat(completed.part().kind()).isEqualTo("media");
    assertThat(completed.part().files()).isEqualTo(3);
    assertThat(completed.part().bytes()).isEqualTo(11);
    assertThat(completed.part().stored()).isPositive();
    assertThat(paths(completed))
        .containsExactly(
            "media",
            "media/main",
            "media/main/a",
            "media/main/a/one.jpg",
            "media/main/a.b",
            "media/main/a.b/two.jpg",
            "media/main/three.jpg");
  }

  @Test
  void whatTheParentHasIsNotStoredAgain() throws Exception {
    var parent = ground.point(null, List.of());

    var again = ground.captured(RunId.random(), Ground.parent(parent), List.of());

    assertThat(again.part().files()).isEqualTo(3);
    assertThat(again.part().stored()).isLessThan(1_000); // the directory "media" at most
    assertThat(again.carriedForward()).isZero();
  }

  @Test
  void excludedFilesAndWhatRecoveriesKeepAreLeftOut() throws Exception {
    ground.excludes = List.of("*.tmp", "cache/", "a/o*.jpg");
    Ground.write(ground.media.resolve("deep/down/x.tmp"), "x");
    Ground.write(ground.media.resolve("deep/cache/y"), "y");
    Ground.write(ground.media.resolve(".davit-01234567/old/z"), "z");

    assertThat(paths(ground.captured(RunId.random(), null, List.of())))
        .filteredOn(path -> !path.endsWith("jpg"))
        .containsExactly(
            "media",
            "media/main",
            "media/main/a",
            "media/main/a.b",
            "media/main/deep",
            "media/main/deep/down");
  }

  @Test
  void aFileDeletedAfterThePinIsCarriedForwardFromTheParent() throws Exception {
    Path gone = ground.media.resolve("table/7/gone.jpg");
    Ground.write(gone, "content of the past");
    var parent = ground.point(null, List.of(gone));
    var run = RunId.random();
    var lease = new TestLease();
    var work = ground.backup(run, 1, 1, Ground.parent(parent), Map.of());
    Files.delete(gone); // the table was dropped after the pin
    Files.delete(gone.getParent());
    Files.delete(gone.getParent().getParent());
    Path never = ground.media.resolve("table/7/never.jpg");
    lease.hear(ground.listed(run, 1, List.of(gone, never, ground.media.resolve("a/one.jpg"))));

    var completed = (MediaCompleted) ground.capture().run(work, lease);

    assertThat(completed.carriedForward()).isEqualTo(1);
    assertThat(completed.part().files()).isEqualTo(4);
    assertThat(paths(completed)).contains("media/main/table/7/gone.jpg");
    assertThat(paths(completed)).doesNotContain("media/main/table/7/never.jpg");
    assertThat(content(completed, "media/main/table/7/gone.jpg")).isEqualTo("content of the past");
  }

  @Test
  void aFileDeletedBetweenWalkAndListIsInTheTreeAnyway() throws Exception {
    var run = RunId.random();
    var lease = new TestLease();
    Path gone = ground.media.resolve("a/one.jpg");
    var captured =
        CompletableFuture.supplyAsync(() -> run(ground.backup(run, 1, 1, null, Map.of()), lease));
    Await.until(
        "the walk is over",
        () -> lease.progress().stream().anyMatch(said -> said.toString().contains("waiting for")));
    Files.delete(gone);
    lease.hear(ground.listed(run, 1, List.of(gone)));

    var completed = captured.get();

    assertThat(completed.carriedForward()).isZero();
    assertThat(content(completed, "media/main/a/one.jpg")).isEqualTo("one");
  }

  @Test
  void aReferencedFileThatCameAfterTheWalkIsCapturedLate() throws Exception {
    var run = RunId.random();
    var lease = new TestLease();
    Path late = ground.media.resolve("late/late.jpg");
    var captured =
        CompletableFuture.supplyAsync(() -> run(ground.backup(run, 1, 1, null, Map.of()), lease));
    Await.until(
        "the walk is over",
        () -> lease.progress().stream().anyMatch(said -> said.toString().contains("waiting for")));
    Ground.write(late, "late");
    lease.hear(ground.listed(run, 1, List.of(late)));

    assertThat(content(captured.get(), "media/main/late/late.jpg")).isEqualTo("late");
  }

  @Test
  void referencedFilesOutsideAreStoredByTheirPathsAndCarriedForwardToo() throws Exception {
    Path outside = Ground.write(ground.elsewhere.resolve("in/x.jpg"), "outside");
    Path link = Files.createSymbolicLink(ground.elsewhere.resolve("link.jpg"), outside);
    Path absent = ground.elsewhere.resolve("absent.jpg");
    var all = List.of(outside, link, absent);
    var parent = ground.point(null, all);
    Files.delete(outside);
    Files.delete(link);

    var completed = ground.captured(RunId.random(), Ground.parent(parent), all);

    assertThat(completed.carriedForward()).isEqualTo(2);
    String base = "media/external" + ground.elsewhere;
    assertThat(content(completed, base + "/in/x.jpg")).isEqualTo("outside");
    assertThat(content(completed, base + "/link.jpg")).isEqualTo("outside");
    assertThat(paths(completed)).doesNotContain(base + "/absent.jpg");
  }

  @Test
  void namesOfAnyBytesAreCaptured() throws Exception {
    byte[] odd = {(byte) 0xff, 'x', (byte) 0xc3, '\n'};
    try (var in = Directory.open(ground.media);
        var file = in.create(odd, 0640)) {
      file.write(new byte[] {1, 2, 3}, 0, 3, 0);
    }

    var completed = ground.captured(RunId.random(), null, List.of());

    assertThat(paths(completed)).contains("media/main/" + FileName.decode(odd));
  }

  @Test
  void aTakeoverRemovesTheDeadWorkersLockAndCompletes() throws Exception {
    var run = RunId.random();
    String dead;
    try (var repository = ground.repository()) {
      var lock = repository.lockShared("dead-process");
      dead = lock.id();
      var lease = new TestLease();
      lease.remember("repository-lock", dead);
      lease.hear(ground.listed(run, 1, List.of()));
      var fact =
          ground
              .capture()
              .run(ground.backup(run, 1, 2, null, Map.of("repository-lock", dead)), lease);

      assertThat(fact).isInstanceOf(MediaCompleted.class);
      assertThatThrownBy(lock::requireHeld).hasMessageContaining("DAVIT-4110");
    }
    assertThat(locks()).isEmpty();
  }

  @Test
  void cancellingDeadWorkRemovesItsLock() throws Exception {
    var run = RunId.random();
    try (var repository = ground.repository()) {
      String dead = repository.lockShared("dead-process").id();
      var work = ground.backup(run, 1, 2, null, Map.of("repository-lock", dead));

      assertThat(ground.capture().cancelled(work))
          .isEqualTo(new MediaWorkCancelled(Ground.SHOP, run));
      assertThat(locks()).isEmpty();
    }
  }

  @Test
  void aCaptureThatIsCancelledWhileItWaitsLeavesNoLock() throws Exception {
    var run = RunId.random();
    var lease = new TestLease();
    var captured =
        CompletableFuture.supplyAsync(() -> run(ground.backup(run, 1, 1, null, Map.of()), lease));
    Await.until(
        "the walk is over",
        () -> lease.progress().stream().anyMatch(said -> said.toString().contains("waiting for")));
    lease.cancel();

    assertThatThrownBy(captured::get).hasMessageContaining("DAVIT-5104");
    assertThat(locks()).isEmpty();
  }

  @Test
  void aWrongPasswordIsRefusedAndNothingIsWritten() throws Exception {
    Files.writeString(directory.resolve("repository.secret"), "not the password");
    var before = TreeState.of(ground.repositoryDirectory);
    var run = RunId.random();
    var work = ground.backup(run, 1, 1, null, Map.of());

    assertThatThrownBy(() -> ground.capture().run(work, new TestLease()))
        .isInstanceOfSatisfying(
            DavitException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.WRONG_KEY);
              assertThat(ground.capture().failed(work, e.problem()))
                  .isEqualTo(new MediaFailed(Ground.SHOP, run, e.problem()));
            });
    assertThat(TreeState.of(ground.repositoryDirectory)).isEqualTo(before);
  }

  @Test
  void aRootThatIsGoneIsNoEmptyTree() throws Exception {
    Files.move(ground.media, directory.resolve("away"));

    assertThatThrownBy(() -> ground.captured(RunId.random(), null, List.of()))
        .hasMessageContaining("DAVIT-3101");
    assertThat(locks()).isEmpty();
  }

  @Test
  void aReferencedFileThatNeverHoldsStillFailsTheCaptureAndAnotherDoesNot() throws Exception {
    Path log = ground.media.resolve("log");
    Files.write(log, new byte[24 << 20]);
    try (var writer = new Appending(log)) {
      assertThat(ground.captured(RunId.random(), null, List.of()).part().files()).isEqualTo(4);
      assertThatThrownBy(() -> ground.captured(RunId.random(), null, List.of(log)))
          .hasMessageContaining("DAVIT-3106")
          .hasMessageContaining(log.toString());
      assertThat(writer.appended()).isPositive();
    }
    assertThat(locks()).isEmpty();
  }

  /** Grows a file until it is closed. */
  private static final class Appending implements AutoCloseable {
    private final java.util.concurrent.atomic.AtomicLong count =
        new java.util.concurrent.atomic.AtomicLong();
    private final Thread thread;
    private volatile boolean ended;

    Appending(Path file) throws IOException {
      var out = Files.newOutputStream(file, java.nio.file.StandardOpenOption.APPEND);
      thread =
          Thread.ofPlatform()
              .start(() -> {
                try (out) {
                  while (!ended) {
                    out.write(1);
                    count.incrementAndGet();
                  }
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
    }

    long appended() {
      return count.get();
    }

    @Override
    public void close() throws InterruptedException {
      ended = true;
      thread.join();
    }
  }

  @Test
  void aFileThatChangedOnceIsReadAgain() throws Exception {
    Path file = ground.media.resolve("zz");
    Files.write(file, new byte[40 << 20]);
    var lease = new TestLease();
    var run = RunId.random();
    lease.hear(ground.listed(run, 1, List.of(file)));
    var work = ground.backup(run, 1, 1, null, Map.of());
    var changed = new AtomicBoolean();
    lease.onWord(word -> {
      if (word instanceof MediaProgressed read
          && read.amount().bytes() > 4 << 20
          && changed.compareAndSet(false, true)) {
        rewrite(file);
      }
    });

    var completed = (MediaCompleted) ground.capture().run(work, lease);

    assertThat(changed).isTrue();
    assertThat(content(completed, "media/main/zz")).isEqualTo("whole");
    assertThat(completed.part().bytes()).isEqualTo(11 + 5);
  }

  private static void rewrite(Path file) {
    try {
      Ground.write(file, "whole");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void rootsThatHideOneAnotherAreRefused() {
    var inside = new MediaRoot("in", ground.media.resolve("a").toString(), List.of());
    var main = new MediaRoot("main", ground.media.toString(), List.of());
    var reserved = new MediaRoot("external", "/srv/x", List.of());

    assertThatThrownBy(() -> new CaptureRoots(List.of(inside, main)))
        .hasMessageContaining("DAVIT-1002");
    assertThatThrownBy(() -> new CaptureRoots(List.of(reserved)))
        .hasMessageContaining("DAVIT-1002");
    assertThatThrownBy(() ->
            RepositoryPlace.requireOutside(
                ground.settings().repository(),
                new CaptureRoots(List.of(new MediaRoot("all", directory.toString(), List.of())))))
        .hasMessageContaining("DAVIT-4112");
  }

  private MediaCompleted run(dev.davit.kit.work.Work work, TestLease lease) {
    try {
      return (MediaCompleted) ground.capture().run(work, lease);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Path> locks() throws IOException {
    try (var all = Files.list(ground.repositoryDirectory.resolve("locks"))) {
      return all.toList();
    }
  }

  private List<String> paths(MediaCompleted completed) {
    try (var repository = ground.repository();
        var walk = repository.walk(BlobId.parse(completed.part().tree()))) {
      return walk.map(PathNode::path).toList();
    }
  }

  private String content(MediaCompleted completed, String path) throws IOException {
    try (var repository = ground.repository();
        var in = repository.read(repository.node(BlobId.parse(completed.part().tree()), path))) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }
}
