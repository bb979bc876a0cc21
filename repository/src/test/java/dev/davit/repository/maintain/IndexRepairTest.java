package dev.davit.repository.maintain;

import static dev.davit.repository.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.Backups;
import dev.davit.repository.Repository;
import dev.davit.repository.Restic;
import dev.davit.repository.backend.Backend;
import dev.davit.repository.backend.ObjectBody;
import dev.davit.repository.backend.ObjectKind;
import dev.davit.repository.backend.ObjectName;
import dev.davit.repository.backend.StoredObject;
import dev.davit.repository.backend.local.LocalBackend;
import dev.davit.repository.testing.FaultyBackend;
import dev.davit.repository.testing.FaultyBackend.Moment;
import dev.davit.repository.testing.FaultyBackend.Operation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexRepairTest {
  @TempDir private Path room;
  private Path tree;
  private Backend backend;

  @BeforeEach
  void backup() throws Exception {
    tree = Files.createDirectories(room.resolve("tree"));
    backend = new LocalBackend(room.resolve("repository"));
    try (Repository repository = Repository.init(backend, Backups.password())) {
      for (int i = 0; i < 4; i++) {
        Files.writeString(tree.resolve("file-" + i), "content " + i);
        Backups.backup(repository, tree, Instant.EPOCH.plusSeconds(i));
      }
    }
    assertThat(backend.list(ObjectKind.INDEX)).hasSize(4);
  }

  private static IndexRepairReport repair(Backend store) {
    try (Repository repository = Repository.openWithoutIndex(store, Backups.password());
        var lock = repository.lockExclusive("test/1")) {
      return repository.repairIndex().run(false, lock, () -> false);
    }
  }

  private void damage(ObjectName name) {
    byte[] bytes = backend.read(name);
    bytes[bytes.length / 2] ^= 1;
    backend.delete(name);
    backend.create(name, ObjectBody.of(bytes));
  }

  private ObjectName first(ObjectKind kind) {
    return backend.list(kind).getFirst().name();
  }

  private CheckReport check() {
    try (Repository repository = Repository.open(backend, Backups.password())) {
      return repository.check().run(DataSubset.all(), CheckListener.NONE, () -> false);
    }
  }

  @Test
  void allIndexesLostAreMadeAnew() throws Exception {
    backend.list(ObjectKind.INDEX).forEach(index -> backend.delete(index.name()));

    IndexRepairReport report = repair(backend);

    assertThat(report.added()).hasSize((int) report.packs());
    assertThat(check().problems()).isEmpty();
    new Restic(room.resolve("repository")).run("check", "--read-data");
  }

  @Test
  void aDamagedIndexStopsTheRepositoryUntilItIsRepaired() {
    ObjectName damaged = first(ObjectKind.INDEX);
    damage(damaged);
    assertFails(
        ErrorCode.REPOSITORY_DAMAGED, () -> Repository.open(backend, Backups.password()).close());

    IndexRepairReport report = repair(backend);

    assertThat(report.unreadable()).containsExactly(damaged.id());
    assertThat(report.added()).isNotEmpty();
    assertThat(check().problems()).isEmpty();
  }

  @Test
  void aPackThatIsMissingIsLeftOutAndTheCheckSaysWhatIsLost() {
    List<StoredObject> packs = backend.list(ObjectKind.PACK);
    packs.forEach(pack -> {
      if (pack.equals(packs.getFirst())) {
        backend.delete(pack.name());
      }
    });

    IndexRepairReport report = repair(backend);

    assertThat(report.missing()).containsExactly(packs.getFirst().name().id());
    assertThat(check().problems())
        .isNotEmpty()
        .noneMatch(problem -> problem.contains("pack " + packs.getFirst().name().id()));
  }

  @Test
  void aPackThatDoesNotSayWhatItHoldsStays() {
    ObjectName pack = first(ObjectKind.PACK);
    backend.list(ObjectKind.INDEX).forEach(index -> backend.delete(index.name()));
    byte[] bytes = backend.read(pack);
    bytes[bytes.length - 10] ^= 1;
    backend.delete(pack);
    backend.create(pack, ObjectBody.of(bytes));

    IndexRepairReport report = repair(backend);

    assertThat(report.broken()).singleElement().asString().startsWith(pack.id() + ": header");
    assertThat(backend.exists(pack)).isTrue();
  }

  @Test
  void aRightIndexIsLeftAlone() {
    List<StoredObject> before = backend.list(ObjectKind.INDEX);
    assertThat(repair(backend).nothingWrong()).isTrue();
    assertThat(backend.list(ObjectKind.INDEX)).isEqualTo(before);
  }

  @Test
  void aDryRunChangesNothing() {
    damage(first(ObjectKind.INDEX));
    List<StoredObject> before = backend.list(ObjectKind.INDEX);
    try (Repository repository = Repository.openWithoutIndex(backend, Backups.password())) {
      var report = repository.repairIndex().dryRun(true, () -> false);
      assertThat(report.unreadable()).hasSize(1);
      assertThat(report.dryRun()).isTrue();
    }
    assertThat(backend.list(ObjectKind.INDEX)).isEqualTo(before);
  }

  @Test
  void aRepairThatBreaksOffIsFinishedByTheNext() {
    for (Operation operation : List.of(Operation.CREATE, Operation.DELETE)) {
      damage(first(ObjectKind.INDEX));
      var faulty =
          new FaultyBackend(backend)
              .fail(operation, ObjectKind.INDEX, Moment.BEFORE, FaultyBackend.unavailable(), 0, 1);
      assertFails(ErrorCode.STORE_UNAVAILABLE, () -> repair(faulty));
      faulty.assertAllFired();

      repair(backend);
      assertThat(check().problems()).as("after a fault at " + operation).isEmpty();
    }
  }
}
