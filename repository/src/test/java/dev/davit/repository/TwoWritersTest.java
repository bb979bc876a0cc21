package dev.davit.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.archive.ArchiveListener;
import dev.davit.repository.archive.LocalTree;
import dev.davit.repository.archive.StoredTree;
import dev.davit.repository.backend.local.LocalBackend;
import dev.davit.repository.snapshot.SnapshotInfo;
import dev.davit.repository.snapshot.SnapshotMeta;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that share a repository, as services do: each has opened it for itself. */
class TwoWritersTest {
  private static final long SEED = 22;

  @TempDir private Path directory;
  private Path place;
  private Path source;

  @BeforeEach
  void init() throws Exception {
    System.out.println("two writers seed=" + SEED);
    place = directory.resolve("repository");
    source = Files.createDirectories(directory.resolve("source"));
    var random = new Random(SEED);
    for (int i = 0; i < 40; i++) {
      byte[] content = new byte[random.nextInt(400_000)];
      random.nextBytes(content);
      Files.write(source.resolve("file-" + i), content);
    }
    Repository.init(new LocalBackend(place), Backups.password()).close();
  }

  private Repository open() {
    return Repository.open(new LocalBackend(place), Backups.password());
  }

  @Test
  void twoWhoStoreTheSameAtOnceBothSucceed() throws Exception {
    Callable<SnapshotMeta> backup =
        () -> {
          try (Repository repository = open()) {
            return Backups.backup(repository, source, Instant.now());
          }
        };
    try (var threads = Executors.newFixedThreadPool(2)) {
      var first = threads.submit(backup);
      var second = threads.submit(backup);
      assertThat(first.get().tree()).isEqualTo(second.get().tree());
    }
    new Restic(place).run("check", "--read-data");
    try (Repository repository = open()) {
      Path target = directory.resolve("target");
      Backups.restore(repository, repository.snapshot("latest"), target);
      assertThat(TreeFacts.differences(TreeFacts.of(source), TreeFacts.of(target))).isEmpty();
    }
  }

  @Test
  void aPartOfOneIsJoinedByAnotherThatWasOpenedBefore() throws Exception {
    try (Repository joiner = open();
        Repository worker = open();
        var held = worker.lockShared("worker/1")) {
      StoredTree part = store(worker);
      worker.flush();
      held.requireHeld();
      assertThat(join(joiner, part).tree()).isNotNull();
    }
    new Restic(place).run("check", "--read-data");
  }

  @Test
  void aPartThatWasNotMadeDurableIsNeverPublished() {
    try (Repository joiner = open();
        Repository worker = open()) {
      StoredTree part = store(worker);
      Failures.assertFails(ErrorCode.OBJECT_MISSING, () -> join(joiner, part));
      assertThat(joiner.snapshots()).isEmpty();
    }
  }

  @Test
  void whoLostTheLockPublishesNothing() {
    try (Repository repository = open();
        var lock = repository.lockShared("worker/1")) {
      StoredTree part = store(repository);
      repository.unlock(lock.id());
      var info = new SnapshotInfo("shop", List.of("/davit/shop"), List.of(), Instant.EPOCH);
      Failures.assertFails(
          ErrorCode.LOCK_LOST,
          () -> repository.commit().join(List.of(part.tree()), Map.of(), info, () -> {}));
      assertThat(repository.snapshots()).isEmpty();
    }
  }

  private StoredTree store(Repository repository) {
    return repository
        .archiver()
        .store(new LocalTree(source), null, ArchiveListener.NONE, () -> false);
  }

  private static SnapshotMeta join(Repository repository, StoredTree part) {
    try (var lock = repository.lockShared("joiner/1")) {
      var info = new SnapshotInfo("shop", List.of("/davit/shop"), List.of(), Instant.EPOCH);
      return repository.commit().join(List.of(part.tree()), Map.of(), info, lock::requireHeld);
    }
  }
}
