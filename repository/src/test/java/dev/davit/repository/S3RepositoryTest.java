package dev.davit.repository;

import static dev.davit.repository.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.davit.contracts.error.ErrorCode;
import dev.davit.kit.testing.TestS3;
import dev.davit.repository.backend.Backend;
import dev.davit.repository.backend.Backends;
import dev.davit.repository.backend.ObjectKind;
import dev.davit.repository.backend.StoreOptions;
import dev.davit.repository.snapshot.SnapshotMeta;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole repository in a bucket of a real server, restic beside Davit. */
class S3RepositoryTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static TestS3 server;

  @TempDir private Path directory;

  @BeforeAll
  static void start() {
    assumeTrue(TestS3.missing().isEmpty(), () -> TestS3.missing().orElseThrow());
    server = TestS3.start("backups");
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static Backend open(String place) {
    return Backends.open(
        location(place),
        new StoreOptions(null, null, null, null, TestS3.accessKey(), TestS3.secretKey()));
  }

  private static String location(String place) {
    return "s3:" + server.endpoint() + "/backups/" + place;
  }

  private static Restic restic(String place) {
    return new Restic(
        location(place),
        Map.of(
            "AWS_ACCESS_KEY_ID", TestS3.accessKey(), "AWS_SECRET_ACCESS_KEY", TestS3.secretKey()));
  }

  @Test
  void whatDavitStoresInABucketResticChecksAndBothRestore() throws Exception {
    Path source = SampleTree.make(directory.resolve("source"), 31);
    Files.delete(source.resolve("links/raw")); // older restics cannot read a target of any bytes
    Restic restic = restic("shop");
    try (Backend backend = open("shop");
        Repository davit = Repository.init(backend, Backups.password())) {
      SnapshotMeta snapshot = Backups.backup(davit, source, NOON);
      restic.run("check", "--read-data");
      restic.run("restore", "latest", "--target", directory.resolve("theirs").toString());
      assertSame(source, directory.resolve("theirs"));

      Backups.restore(davit, snapshot, directory.resolve("ours"));
      assertSame(source, directory.resolve("ours"));
    }
  }

  private static void assertSame(Path source, Path copy) throws Exception {
    assertThat(TreeFacts.differences(TreeFacts.of(source), TreeFacts.of(copy))).isEmpty();
  }

  @Test
  void whatResticStoresInABucketDavitRestoresForgetsAndPrunes() throws Exception {
    Path source = Files.createDirectories(directory.resolve("source"));
    Files.writeString(source.resolve("a"), "first");
    Restic restic = restic("theirs");
    restic.run("init");
    restic.run("backup", source.toString());
    Files.writeString(source.resolve("a"), "second");
    restic.run("backup", source.toString());

    try (Backend backend = open("theirs");
        Repository davit =
            Repository.open(
                backend, Backups.password(), null, () -> Instant.now().plusSeconds(90_000))) {
      List<SnapshotMeta> both = davit.snapshots();
      Backups.restore(davit, both.getLast(), directory.resolve("target"));
      assertThat(directory.resolve("target" + source + "/a")).hasContent("second");
      try (var lock = davit.lockExclusive("test/1")) {
        davit.forget().remove(List.of(both.getFirst().id()), lock);
        assertThat(davit.prune().run(lock, () -> false).deletedPacks()).isPositive();
      }
      assertThat(backend.list(ObjectKind.LOCK)).isEmpty();
    }
    restic.run("check", "--read-data");
    assertThat(restic.run("dump", "latest", source + "/a")).isEqualTo("second");
  }

  @Test
  void locksInABucketKeepOthersOut() throws Exception {
    try (Backend backend = open("locked");
        Repository davit = Repository.init(backend, Backups.password());
        var lock = davit.lockExclusive("test/1")) {
      lock.requireHeld();
      assertThat(restic("locked").attempt("backup", "/etc/hostname").output()).contains("locked");
      try (Backend other = open("locked");
          Repository second = Repository.open(other, Backups.password())) {
        assertFails(ErrorCode.REPOSITORY_LOCKED, () -> second.lockShared("test/2"));
      }
    }
  }

  @Test
  void aBucketWithoutARepositoryIsSaidToHaveNone() {
    try (Backend backend = open("nothing")) {
      assertFails(ErrorCode.REPOSITORY_MISSING, () -> Repository.open(backend, Backups.password()));
    }
  }
}
