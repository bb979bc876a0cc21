package dev.davit.repository.maintain;

import static dev.davit.repository.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.Backups;
import dev.davit.repository.Repository;
import dev.davit.repository.Restic;
import dev.davit.repository.TreeFacts;
import dev.davit.repository.backend.Backend;
import dev.davit.repository.backend.ObjectKind;
import dev.davit.repository.backend.local.LocalBackend;
import dev.davit.repository.snapshot.SnapshotMeta;
import dev.davit.repository.testing.FaultyBackend;
import dev.davit.repository.testing.FaultyBackend.Moment;
import dev.davit.repository.testing.FaultyBackend.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forget and prune: what is kept stays whole whenever they break off, restic being the judge. */
class PruneTest {
  private static final long SEED = 20_261;
  private static final Duration DAY = Duration.ofHours(25);

  @TempDir private Path directory;
  private Path place;
  private Path source;

  @BeforeEach
  void init() {
    place = directory.resolve("repository");
    source = directory.resolve("source");
    Repository.init(new LocalBackend(place), Backups.password()).close();
  }

  private static Repository open(Backend backend, Duration later) {
    InstantSource clock = () -> Instant.now().plus(later);
    return Repository.open(backend, Backups.password(), null, clock);
  }

  /** Two snapshots that share files, so that their packs are needed in part. */
  private SnapshotMeta twoSnapshots() throws IOException {
    System.out.println("prune seed=" + SEED);
    var random = new Random(SEED);
    Files.createDirectories(source);
    for (int i = 0; i < 60; i++) {
      byte[] content = new byte[40_000];
      random.nextBytes(content);
      Files.write(source.resolve("file-" + i), content);
    }
    try (Repository repository = open(new LocalBackend(place), Duration.ZERO)) {
      Backups.backup(repository, source, Instant.parse("2026-11-23T12:00:00Z"));
      for (int i = 0; i < 60; i += 2) {
        Files.delete(source.resolve("file-" + i));
      }
      return Backups.backup(repository, source, Instant.parse("2026-11-24T12:00:00Z"));
    }
  }

  private void forgetTheFirst() {
    try (Repository repository = open(new LocalBackend(place), Duration.ZERO);
        var lock = repository.lockExclusive("test/1")) {
      repository.forget().remove(List.of(repository.snapshots().getFirst().id()), lock);
    }
  }

  private static PruneReport prune(Backend backend) {
    try (Repository repository = open(backend, DAY);
        var lock = repository.lockExclusive("test/1")) {
      return repository.prune().run(lock, () -> false);
    }
  }

  @Test
  void whatIsNeededIsCopiedAndTheRestIsGone() throws Exception {
    twoSnapshots();
    long before = size();
    forgetTheFirst();
    try (Repository repository = open(new LocalBackend(place), DAY)) {
      assertThat(repository.prune().dryRun().freedBytes()).isGreaterThan(1_000_000);
    }
    PruneReport report = prune(new LocalBackend(place));
    assertThat(report.repackedPacks()).isPositive();
    assertThat(before - size()).isGreaterThan(1_000_000);
    assertWhole();
    assertThat(prune(new LocalBackend(place)).deletedPacks()).isZero();
  }

  private long size() throws IOException {
    try (var files = Files.walk(place.resolve("data"))) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /** Whatever happened, the last snapshot is as it was. */
  private void assertWhole() throws Exception {
    new Restic(place).run("check", "--read-data");
    Path target = Files.createTempDirectory(directory, "target");
    try (Repository repository = open(new LocalBackend(place), Duration.ZERO)) {
      Backups.restore(repository, repository.snapshot("latest"), target);
      var check = repository.check().run(DataSubset.all(), CheckListener.NONE, () -> false);
      assertThat(check.problems()).isEmpty();
    }
    assertThat(TreeFacts.differences(TreeFacts.of(source), TreeFacts.of(target))).isEmpty();
  }

  @Test
  void youngPacksAreSparedForThoseWhoStillWrite() throws Exception {
    twoSnapshots();
    forgetTheFirst();
    try (Repository repository = open(new LocalBackend(place), Duration.ofHours(23));
        var lock = repository.lockExclusive("test/1")) {
      PruneReport report = repository.prune().run(lock, () -> false);
      assertThat(report.deletedPacks()).isZero();
      assertThat(report.sparedPacks()).isPositive();
    }
    assertWhole();
  }

  @Test
  void aPruneThatBreaksOffAtAnyStepLeavesEverythingWholeAndTheNextGoesOn() throws Exception {
    twoSnapshots();
    forgetTheFirst();
    Path untouched = directory.resolve("untouched");
    copy(place, untouched);
    for (Operation operation : List.of(Operation.CREATE, Operation.DELETE, Operation.SYNC)) {
      for (int pass = operation == Operation.CREATE ? 1 : 0; breaksOff(operation, pass); pass++) {
        assertWhole();
        prune(new LocalBackend(place));
        assertWhole();
        wipe(place);
        copy(untouched, place);
      }
    }
  }

  /** False once a prune has fewer such steps. The lock's own object is its first. */
  private boolean breaksOff(Operation operation, int pass) throws IOException {
    var faulty = new FaultyBackend(new LocalBackend(place));
    faulty.fail(operation, null, Moment.BEFORE, FaultyBackend.unavailable(), pass, 1);
    try {
      prune(faulty);
    } catch (DavitException broken) {
      assertThat(broken.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
      removeLocks();
      return true;
    }
    // Giving back the lock is a deletion, too; it fails without a word and is no step of the prune.
    removeLocks();
    return false;
  }

  private void removeLocks() {
    try (Repository repository = open(new LocalBackend(place), Duration.ZERO)) {
      repository.locks().removeAll();
    }
  }

  @Test
  void aPruneThatIsCancelledDeletesNothing() throws Exception {
    twoSnapshots();
    forgetTheFirst();
    try (Repository repository = open(new LocalBackend(place), DAY);
        var lock = repository.lockExclusive("test/1")) {
      assertFails(ErrorCode.CANCELLED, () -> repository.prune().run(lock, () -> true));
    }
    assertWhole();
  }

  @Test
  void aRepositoryThatMissesSomethingIsNotPruned() throws Exception {
    twoSnapshots();
    Path pack;
    try (var files = Files.walk(place.resolve("data"))) {
      pack = files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
    Files.delete(pack);
    int left = count();
    try (Repository repository = open(new LocalBackend(place), DAY);
        var lock = repository.lockExclusive("test/1")) {
      assertFails(ErrorCode.OBJECT_MISSING, () -> repository.prune().run(lock, () -> false));
    }
    assertThat(count()).isEqualTo(left);
  }

  private int count() {
    return new LocalBackend(place).list(ObjectKind.PACK).size();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(
            file,
            to.resolve(from.relativize(file)),
            java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private static void wipe(Path tree) throws IOException {
    try (var files = Files.walk(tree)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
