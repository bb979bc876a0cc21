package dev.davit.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.RunId;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.DumpCompleted;
import dev.davit.contracts.event.DumpFailed;
import dev.davit.contracts.event.DumpPinned;
import dev.davit.contracts.event.DumpProgressed;
import dev.davit.contracts.event.ReferencesListed;
import dev.davit.contracts.point.DatabaseManifest;
import dev.davit.contracts.point.Reference;
import dev.davit.contracts.settings.DatabaseSettings;
import dev.davit.contracts.settings.SecretRef;
import dev.davit.contracts.settings.SystemSettings;
import dev.davit.kit.testing.Await;
import dev.davit.kit.testing.TestLease;
import dev.davit.repository.pack.BlobId;
import dev.davit.worker.WorkLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseCaptureTest {
  @TempDir static Path directory;
  private static Ground ground;

  @BeforeAll
  static void build() throws IOException {
    ground = new Ground(directory);
  }

  @AfterAll
  static void tearDown() {
    ground.close();
  }

  @BeforeEach
  void makeShop() throws Exception {
    ground.makeShop(2_000);
  }

  @Test
  void aCapturePinsListsReferencesAndStoresAllFilesAsOnePart() throws Exception {
    var lease = new TestLease();
    var run = RunId.random();

    var fact =
        (DumpCompleted) ground.capture().run(Ground.backup(run, ground.settings(), 3), lease);

    var pinned = lease.announced(DumpPinned.class).getFirst();
    assertThat(pinned.pin().ordinal()).isEqualTo(3);
    assertThat(pinned.databases()).containsExactly("shop");
    assertThat(fact.pin()).isEqualTo(pinned.pin());
    assertThat(fact.databases().getFirst().rows()).isEqualTo(4_000);
    assertThat(fact.part().bytes()).isPositive();
    try (var repository = ground.repository()) {
      var paths =
          repository.walk(BlobId.parse(fact.part().tree())).map(node -> node.path()).toList();
      assertThat(paths)
          .contains("database/shop/toc.dat", "database/shop.json", "roles.sql")
          .anyMatch(path -> path.matches("database/shop/[0-9]+\\.dat"));
    }
  }

  @Test
  void theManifestNamesEveryTableWithItsFingerprint() throws Exception {
    var fact =
        (DumpCompleted)
            ground
                .capture()
                .run(Ground.backup(RunId.random(), ground.settings(), 1), new TestLease());

    var manifest =
        Json.read(read(fact.part().tree(), "database/shop.json"), DatabaseManifest.class);

    assertThat(manifest.fingerprints())
        .extracting(f -> f.schema() + "." + f.table() + " " + f.rows())
        .containsExactlyInAnyOrder("public.items 2000", "sales.orders 2000");
    assertThat(manifest.encoding()).isEqualTo("UTF8");
  }

  @Test
  void referencesAreListedOnceEachInTheOrderOfPathsBeforeTheDump() throws Exception {
    var lease = new TestLease();

    var fact = ground.capture().run(Ground.backup(RunId.random(), ground.settings(), 1), lease);

    var listed = lease.announced(ReferencesListed.class).getFirst();
    assertThat(listed.managed()).isEqualTo(50);
    assertThat(lease.announced()).last().isEqualTo(listed);
    assertThat(fact).isInstanceOf(DumpCompleted.class);
    List<Reference> references =
        new String(read(listed.part().tree(), "references/shop.ndjson"), StandardCharsets.UTF_8)
            .lines()
            .map(line -> Json.read(line, Reference.class))
            .toList();
    assertThat(references).hasSize(50);
    assertThat(references.getFirst().path()).isEqualTo("/srv/media/0.jpg");
    assertThat(references.getFirst().cells()).isEqualTo(40);
  }

  /** Listing references waits for the application's lock, in a statement. */
  @Test
  void aCaptureThatWaitsForALockInTheDatabaseEndsWhenTheRunIsCancelled() throws Exception {
    assertEndsThoughLocked(ground.settings());
  }

  /** Nothing is listed, and pg_dump waits for the application's lock. */
  @Test
  void aDumpThatWaitsForALockInTheDatabaseEndsWhenTheRunIsCancelled() throws Exception {
    var s = ground.settings();
    assertEndsThoughLocked(
        new SystemSettings(
            s.kind(),
            s.profile(),
            s.database(),
            s.media(),
            s.configuration(),
            List.of(),
            s.repository()));
  }

  private static void assertEndsThoughLocked(SystemSettings settings) throws Exception {
    var lease = new TestLease();
    try (var application = ground.url(Ground.DATABASE).connect(ground.password());
        var thread = Executors.newSingleThreadExecutor()) {
      application.setAutoCommit(false);
      application.createStatement().execute("lock table items in access exclusive mode");
      var capture =
          thread.submit(
              () -> ground.capture().run(Ground.backup(RunId.random(), settings, 1), lease));
      Await.until(
          "it waits for the lock",
          () ->
              !"0"
                  .equals(
                      ground.query("postgres", "select count(*) from pg_locks where not granted")));

      lease.cancel();

      assertThatThrownBy(() -> capture.get(10, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class);
    }
  }

  @Test
  void configurationFilesAreStoredWithTheirMode() throws Exception {
    Path file = Files.writeString(directory.resolve("config.toml"), "key = 'v'\n");
    Files.setPosixFilePermissions(
        file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r-----"));
    var s = ground.settings();
    var settings =
        new dev.davit.contracts.settings.SystemSettings(
            s.kind(),
            s.profile(),
            s.database(),
            s.media(),
            List.of("/no/such/file.toml", file.toString()),
            s.references(),
            s.repository());

    var fact =
        (DumpCompleted)
            ground.capture().run(Ground.backup(RunId.random(), settings, 1), new TestLease());

    assertThat(read(fact.part().tree(), "config/2-config.toml")).asString().contains("key = 'v'");
    try (var repository = ground.repository()) {
      var node = repository.node(BlobId.parse(fact.part().tree()), "config/2-config.toml");
      assertThat(node.mode()).isEqualTo(0640);
    }
  }

  @Test
  void aSecondCaptureOfTheSameRowsStoresAlmostNothing() throws Exception {
    var settings = ground.settings();
    ground.capture().run(Ground.backup(RunId.random(), settings, 1), new TestLease());

    var again =
        (DumpCompleted)
            ground.capture().run(Ground.backup(RunId.random(), settings, 1), new TestLease());

    assertThat(again.part().stored()).isLessThan(again.part().bytes() / 5);
  }

  @Test
  void aRetryTakesOverTheLockOfTheDeadTryUnderAHigherPin() throws Exception {
    var run = RunId.random();
    var dead = new TestLease();
    var left = ground.repository();
    var lock = WorkLock.shared(left, dead, "dead-process");
    assertThat(locks()).hasSize(1);

    var lease = new TestLease();
    lease.notes().putAll(dead.notes());
    var fact =
        (DumpCompleted) ground.capture().run(Ground.backup(run, ground.settings(), 2), lease);

    assertThat(fact.pin().ordinal()).isEqualTo(2);
    assertThat(locks()).isEmpty();
    assertThatThrownBy(lock::requireHeld)
        .isInstanceOfSatisfying(
            DavitException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCK_LOST));
  }

  @Test
  void aCancelledCaptureLeavesNeitherStagingNorLockNorSession() throws Exception {
    var lease = new TestLease();
    lease.onWord(word -> {
      if (word instanceof DumpProgressed progress && progress.step().startsWith("dumping")) {
        lease.cancel();
      }
    });

    assertThatThrownBy(
            () -> ground.capture().run(Ground.backup(RunId.random(), ground.settings(), 1), lease))
        .isInstanceOfSatisfying(
            DavitException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));

    assertThat(stagedFiles()).isEmpty();
    assertThat(locks()).isEmpty();
    String sessions = "select count(*) from pg_stat_activity where datname = 'shop'";
    dev.davit.kit.testing.Await.until(
        "no session on the database", () -> ground.query("postgres", sessions).equals("0"));
  }

  @Test
  void aPinLostBeforeTheReferencesAreListedIsReportedAsSuch() {
    var lease = new TestLease();
    lease.onWord(word -> {
      if (word instanceof DumpPinned) {
        endSessions();
      }
    });

    assertFailsWith(ErrorCode.PIN_LOST, ground.settings(), lease);
  }

  @Test
  void aLostPinIsReportedAsSuch() {
    var lease = new TestLease();
    lease.onWord(word -> {
      if (word instanceof ReferencesListed) {
        endSessions();
      }
    });

    assertFailsWith(ErrorCode.PIN_LOST, ground.settings(), lease);
  }

  @Test
  void aWrongPasswordIsNamedAndNeverShown() throws Exception {
    SecretRef wrong = ground.secret("wrong", "not-the-password".toCharArray());
    var settings =
        ground.withDatabase(d -> new DatabaseSettings(null, d.url(), wrong, List.of(), null));

    var problem =
        assertFailsWith(ErrorCode.DATABASE_REFUSED_LOGIN, settings, new TestLease()).problem();

    assertThat(problem.toString()).contains("\"shop\"").doesNotContain("not-the-password");
    var failed =
        (DumpFailed) ground.capture().failed(Ground.backup(RunId.random(), settings, 1), problem);
    assertThat(Json.text(failed)).contains("DAVIT-2102").doesNotContain("not-the-password");
  }

  @Test
  void anUnreachableServerAndAnUnknownDatabaseAreToldApart() {
    var unreachable =
        ground.withDatabase(d ->
            new DatabaseSettings(
                null, "postgresql://davit@127.0.0.1:1/shop", d.password(), List.of(), null));
    var unknown =
        ground.withDatabase(d ->
            new DatabaseSettings(
                null, ground.url("nowhere").toString(), d.password(), List.of(), null));

    assertFailsWith(ErrorCode.DATABASE_UNREACHABLE, unreachable, new TestLease());
    assertFailsWith(ErrorCode.DATABASE_UNKNOWN, unknown, new TestLease());
  }

  @Test
  void aSecretThatIsNotThereIsNamedByItsReferenceAlone() {
    var settings =
        ground.withDatabase(d ->
            new DatabaseSettings(
                null, d.url(), new SecretRef("file:/no/such/secret"), List.of(), null));

    assertFailsWith(ErrorCode.SECRET_MISSING, settings, new TestLease());
  }

  private static DavitException assertFailsWith(
      ErrorCode code, dev.davit.contracts.settings.SystemSettings settings, TestLease lease) {
    try {
      ground.capture().run(Ground.backup(RunId.random(), settings, 1), lease);
    } catch (DavitException e) {
      assertThat(e.code()).isEqualTo(code);
      return e;
    } catch (Exception e) {
      throw new AssertionError("expected " + code, e);
    }
    throw new AssertionError("expected " + code);
  }

  private static void endSessions() {
    try {
      ground.sql(
          "postgres",
          "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'shop'");
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] read(String tree, String path) throws IOException {
    try (var repository = ground.repository();
        var in = repository.read(repository.node(BlobId.parse(tree), path))) {
      return in.readAllBytes();
    }
  }

  private static List<Path> locks() throws IOException {
    return files(ground.repositoryDirectory.resolve("locks"));
  }

  private static List<Path> stagedFiles() throws IOException {
    return files(ground.staging);
  }

  private static List<Path> files(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(directory)) {
      return walk.filter(Files::isRegularFile).toList();
    }
  }
}
