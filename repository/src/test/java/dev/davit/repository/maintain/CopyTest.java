package dev.davit.repository.maintain;

import static dev.davit.repository.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.Backups;
import dev.davit.repository.Repository;
import dev.davit.repository.Restic;
import dev.davit.repository.SampleTree;
import dev.davit.repository.TreeFacts;
import dev.davit.repository.backend.Backend;
import dev.davit.repository.backend.ObjectKind;
import dev.davit.repository.backend.local.LocalBackend;
import dev.davit.repository.backend.memory.MemoryBackend;
import dev.davit.repository.crypto.Password;
import dev.davit.repository.snapshot.SnapshotFilter;
import dev.davit.repository.snapshot.SnapshotMeta;
import dev.davit.repository.testing.FaultyBackend;
import dev.davit.repository.testing.FaultyBackend.Moment;
import dev.davit.repository.testing.FaultyBackend.Operation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyTest {
  private static final long SEED = 70_913;

  @TempDir private Path room;
  private final Password own = Password.generated();
  private Path tree;

  @BeforeEach
  void tree() throws Exception {
    tree = SampleTree.make(room.resolve("tree"), SEED);
  }

  private Repository source() {
    return Repository.init(new LocalBackend(room.resolve("source")), own);
  }

  /** With the password that restic is given. */
  private Repository destination() {
    return Repository.init(new LocalBackend(room.resolve("destination")), Backups.password());
  }

  private static CopyReport copy(Repository from, Repository to) {
    try (var reading = from.lockShared("test/from");
        var writing = to.lockShared("test/to")) {
      Copy copy = from.copyTo(to);
      return copy.run(
          copy.pending(SnapshotFilter.all()),
          true,
          CopyListener.NONE,
          () -> {
            reading.requireHeld();
            writing.requireHeld();
          },
          () -> false);
    }
  }

  @Test
  void anotherRepositoryWithAnotherKeyHoldsTheSameAsResticAndRestoresSay() throws Exception {
    try (var from = source();
        var to = destination()) {
      var first = Backups.backup(from, tree, Instant.EPOCH);
      Files.writeString(tree.resolve("one more"), "more");
      var second = Backups.backup(from, tree, first.tree(), Instant.EPOCH.plusSeconds(60));

      CopyReport done = copy(from, to);

      assertThat(done.snapshots()).hasSize(2);
      assertThat(done.snapshots()).extracting(SnapshotMeta::original).contains(first.id());
      var copied = to.snapshots().getLast();
      assertThat(copied.tree()).isEqualTo(second.tree());
      assertThat(copied.time()).isEqualTo(second.time());
      assertThat(copied.tags()).isEqualTo(second.tags());
      assertThat(copied.paths()).isEqualTo(second.paths());
      assertThat(copied.hostname()).isEqualTo(second.hostname());
      assertThat(copied.parent()).isNull();

      Backups.restore(to, copied, room.resolve("target"));
      assertThat(TreeFacts.differences(TreeFacts.of(tree), TreeFacts.of(room.resolve("target"))))
          .isEmpty();
    }
    var restic = new Restic(room.resolve("destination"));
    restic.run("check", "--read-data");
    assertThat(restic.run("snapshots", "--json")).contains("\"original\"");
  }

  @Test
  void whatIsThereIsNotCopiedAgain() throws Exception {
    try (var from = source();
        var to = destination()) {
      Backups.backup(from, tree, Instant.EPOCH);
      assertThat(copy(from, to).storedBytes()).isGreaterThan(12_000_000);
      assertThat(copy(from, to).snapshots()).isEmpty();

      Files.writeString(tree.resolve("one more"), "more");
      Backups.backup(from, tree, Instant.EPOCH.plusSeconds(60));
      CopyReport second = copy(from, to);

      assertThat(second.snapshots()).hasSize(1);
      assertThat(second.blobs()).isEqualTo(2); // the file and its directory
    }
  }

  @Test
  void whatResticCopiedIsKnown() throws Exception {
    try (var from = destination();
        var to = Repository.init(new LocalBackend(room.resolve("third")), Backups.password())) {
      Backups.backup(from, tree, Instant.EPOCH);
      Path password = Files.writeString(room.resolve("password"), Restic.PASSWORD);
      new Restic(room.resolve("third"))
          .run(
              "copy",
              "--from-repo",
              room.resolve("destination").toString(),
              "--from-password-file",
              password.toString());
      to.refresh();
      assertThat(to.snapshots()).hasSize(1);
      assertThat(from.copyTo(to).pending(SnapshotFilter.all())).isEmpty();
    }
  }

  @Test
  void aCopyThatBreaksOffAnywhereIsFinishedByTheNext() throws Exception {
    System.out.println("copy seed=" + SEED);
    var random = new Random(SEED);
    try (var from = source()) {
      Backups.backup(from, tree, Instant.EPOCH);
      for (ObjectKind kind : List.of(ObjectKind.PACK, ObjectKind.INDEX, ObjectKind.SNAPSHOT)) {
        Backend store = new MemoryBackend();
        Repository.init(store, own).close();
        int pass = kind == ObjectKind.PACK ? random.nextInt(2) : 0;
        var faulty =
            new FaultyBackend(store)
                .fail(Operation.CREATE, kind, Moment.BEFORE, FaultyBackend.unavailable(), pass, 1);
        try (var to = Repository.open(faulty, own)) {
          assertFails(ErrorCode.STORE_UNAVAILABLE, () -> copy(from, to));
        }
        faulty.assertAllFired();

        try (var to = Repository.open(store, own)) {
          assertThat(to.snapshots()).as("after a fault at " + kind).isEmpty();
          assertThat(copy(from, to).snapshots()).hasSize(1);
          assertThat(to.check().run(DataSubset.all(), CheckListener.NONE, () -> false).problems())
              .isEmpty();
        }
      }
    }
  }

  @Test
  void aDamagedSourcePublishesNothing() throws Exception {
    try (var from = source();
        var to = destination()) {
      Backups.backup(from, tree, Instant.EPOCH);
      from.blobs()
          .backend()
          .list(ObjectKind.PACK)
          .forEach(pack -> from.blobs().backend().delete(pack.name()));

      assertFails(ErrorCode.OBJECT_MISSING, () -> copy(from, to));
      assertThat(to.snapshots()).isEmpty();
    }
  }
}
