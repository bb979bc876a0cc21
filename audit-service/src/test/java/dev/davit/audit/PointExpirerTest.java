package dev.davit.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.PointId;
import dev.davit.contracts.RunId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.Event;
import dev.davit.contracts.event.MediaCompleted;
import dev.davit.contracts.event.RecoveryCompleted;
import dev.davit.contracts.event.RecoveryContext;
import dev.davit.contracts.event.RecoveryPointExpired;
import dev.davit.contracts.event.RecoveryPointSealed;
import dev.davit.contracts.event.RecoveryStarted;
import dev.davit.contracts.event.RetentionCompleted;
import dev.davit.contracts.event.RetentionStarted;
import dev.davit.contracts.settings.RetentionPolicy;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.kit.testing.Await;
import dev.davit.kit.testing.TestLease;
import dev.davit.kit.work.Lease;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.snapshot.SnapshotInfo;
import dev.davit.repository.snapshot.SnapshotMeta;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** I6: nothing reachable from a retained snapshot or an in-flight run is ever deleted. */
class PointExpirerTest {
  private static final RetentionPolicy LAST = new RetentionPolicy(1, 0, 0, 0, 0, 0);

  @TempDir Path directory;
  private Ground ground;
  private final RunId run = RunId.random();
  private final TestLease lease = new TestLease();

  @BeforeEach
  void open() throws IOException {
    ground = new Ground(directory.toRealPath());
  }

  @Test
  void whatNoRuleKeepsIsForgottenAndEachPointIsSaidOnce() throws Exception {
    var first = sealedOnDay(1);
    var second = sealedOnDay(2);
    var third = sealedOnDay(3);
    var completed = expire(LAST);
    assertThat(completed.expired()).containsExactlyInAnyOrder(first.point(), second.point());
    assertThat(lease.announced())
        .containsExactlyInAnyOrder(expired(first.point()), expired(second.point()));
    assertThat(snapshots()).containsExactly(third.snapshot());
  }

  @Test
  void anOpenPointNeverTakesThePlaceOfASealedOne() throws Exception {
    var sealed = sealedOnDay(1);
    ground.moment = day(2);
    var open = ground.seal(Ground.managed(ground.media.resolve("gone")));
    assertThat(expire(LAST).expired()).isEmpty();
    assertThat(snapshots()).containsExactlyInAnyOrder(sealed.snapshot(), open.snapshot());
  }

  @Test
  void aPolicyWithoutRulesKeepsEverything() throws Exception {
    sealedOnDay(1);
    sealedOnDay(2);
    assertThat(expire(new RetentionPolicy(0, 0, 0, 0, 0, 0)).expired()).isEmpty();
    assertThat(snapshots()).hasSize(2);
  }

  @Test
  void whileSomebodyCapturesNothingIsForgottenAndAfterwardsItIs() throws Exception {
    sealedOnDay(1);
    sealedOnDay(2);
    var expiring = new FutureTask<>(() -> expire(LAST));
    try (var capturing = ground.repository();
        var lock = capturing.lockShared("capture")) {
      var thread = Thread.ofPlatform().start(expiring);
      Await.until("it waits", () -> thread.getState() == Thread.State.TIMED_WAITING);
      assertThat(snapshots()).hasSize(2);
      lock.requireHeld();
    }
    assertThat(expiring.get().expired()).hasSize(1);
    assertThat(snapshots()).hasSize(1);
  }

  /** Its worker may have lost its lock without knowing, so its young packs are spared as well. */
  @Test
  void partsOfARunInFlightSurviveAndOldWasteGoes() throws Exception {
    ground.file("old.bin", "w".repeat(100_000));
    var first = sealedOnDay(1);
    Files.delete(ground.media.resolve("old.bin"));
    var second = sealedOnDay(2);
    age();
    ground.file("young.bin", "of the run in flight");
    var inFlight = ground.capture(RunId.random(), 1, null);
    var completed = expire(LAST);
    assertThat(completed.expired()).containsExactly(first.point());
    assertThat(completed.freedBytes()).isPositive();
    try (var repository = ground.repository()) {
      var part = ((MediaCompleted) inFlight.getLast()).part();
      assertThat(repository.prove(BlobId.parse(part.tree())).problems()).isEmpty();
      assertThat(repository.prove(repository.snapshot(second.snapshot()).tree()).problems())
          .isEmpty();
    }
    Restic.of(ground).mustSucceed("check", "--read-data");
  }

  @Test
  void spaceIsFreedOnceADay() throws Exception {
    sealedOnDay(1);
    sealedOnDay(2);
    age();
    assertThat(expire(LAST).freedBytes()).isPositive();
    sealedOnDay(3);
    age();
    assertThat(expire(LAST).freedBytes()).isZero();
    ground.clock.advance(Duration.ofHours(21));
    assertThat(expire(LAST).freedBytes()).isPositive();
  }

  /** Killed after the snapshots were gone, before anybody heard of it. */
  @Test
  void aTryThatDiedBeforeItsWordIsSpokenForByTheNext() throws Exception {
    var first = sealedOnDay(1);
    var second = sealedOnDay(2);
    sealedOnDay(3);
    assertThatThrownBy(() -> expire(LAST, dyingAtItsFirstWord()))
        .isInstanceOfSatisfying(
            DavitException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LEASE_LOST));
    assertThat(snapshots()).hasSize(1);
    assertThat(expire(LAST).expired()).containsExactlyInAnyOrder(first.point(), second.point());
    assertThat(lease.announced()).hasSize(2);
  }

  @Test
  void aPointThatIsBeingRecoveredStaysUntilTheRecoveryHasEnded() throws Exception {
    var first = sealedOnDay(1);
    sealedOnDay(2);
    var recovery = RunId.random();
    var context =
        new RecoveryContext(ground.settings(), first.point(), first.snapshot(), null, false);
    record(new RecoveryStarted(Ground.SHOP, recovery, context));
    assertThat(expire(LAST).expired()).isEmpty();
    record(new RecoveryCompleted(Ground.SHOP, recovery, first.point(), 1));
    assertThat(expire(LAST).expired()).containsExactly(first.point());
  }

  @Test
  void whatWeDidNotSignIsNeitherCountedNorForgotten() throws Exception {
    var foreign = sealedOnDay(1);
    Ground.writeKeys(ground.directory);
    var other = new Ground(Files.createDirectories(ground.directory.resolve("other")));
    var newKey =
        new Workplace(
            ground.repositories,
            other.signer,
            new Transactions(ground.dataSource),
            ground.clock,
            "test");
    String files;
    try (var repository = ground.repository();
        var lock = repository.lockShared("somebody")) {
      var tree = repository.archiver().tree().bytes("a", new byte[] {1}).write().tree();
      var info = new SnapshotInfo("shop", List.of("/davit/shop"), List.of("davit"), day(1));
      files = repository.commit().join(List.of(tree), Map.of(), info, lock::requireHeld).id();
    }
    var expired =
        (RetentionCompleted)
            new PointExpirer(newKey)
                .run(Ground.work(Orders.EXPIRY, order(LAST), 1, 1, List.of(), lease), lease);
    assertThat(expired.expired()).isEmpty();
    assertThat(snapshots()).containsExactlyInAnyOrder(foreign.snapshot(), files);
  }

  /** I4: what a worker without a lease published late goes, without a word. */
  @Test
  void aSecondSnapshotOfOneRunGoesAndItsPointStays() throws Exception {
    var facts = ground.capture(run, 1, null);
    var low = seal(facts, 1);
    Path hidden = ground.directory.resolve("hidden");
    Path place = ground.repositoryDirectory.resolve("snapshots").resolve(low.snapshot());
    Files.move(place, hidden);
    var high = seal(facts, 2);
    Files.move(hidden, place);
    assertThat(expire(LAST).expired()).isEmpty();
    assertThat(lease.announced()).isEmpty();
    assertThat(snapshots()).containsExactly(high.snapshot());
  }

  private RecoveryPointSealed seal(List<dev.davit.contracts.event.RunFact> facts, long epoch)
      throws Exception {
    var work = ground.sealWork(run, 1, epoch, facts, new TestLease());
    return (RecoveryPointSealed) ground.sealer().run(work, new TestLease());
  }

  private static Instant day(int day) {
    return Ground.MOMENT.plus(Duration.ofDays(day));
  }

  private RecoveryPointSealed sealedOnDay(int day) throws Exception {
    ground.moment = day(day);
    return ground.seal();
  }

  private RecoveryPointExpired expired(PointId point) {
    return new RecoveryPointExpired(Ground.SHOP, run, point);
  }

  private RetentionStarted order(RetentionPolicy policy) {
    return new RetentionStarted(Ground.SHOP, run, ground.settings(), policy);
  }

  private RetentionCompleted expire(RetentionPolicy policy) throws InterruptedException {
    return expire(policy, lease);
  }

  private RetentionCompleted expire(RetentionPolicy policy, Lease held)
      throws InterruptedException {
    var work = Ground.work(Orders.EXPIRY, order(policy), 1, 1, List.of(), lease);
    return (RetentionCompleted) new PointExpirer(ground.workplace()).run(work, held);
  }

  private Lease dyingAtItsFirstWord() {
    return (Lease)
        Proxy.newProxyInstance(
            Lease.class.getClassLoader(),
            new Class<?>[] {Lease.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("announce")) {
                throw new DavitException(ErrorCode.LEASE_LOST, "work \"test\"", null);
              }
              try {
                return method.invoke(lease, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private void record(Event event) {
    var recorder = new EventRecorder((heard, tx) -> {}, ground.clock);
    new Transactions(ground.dataSource)
        .run(tx -> recorder.handle(Envelope.first("/test", Ground.MOMENT, event), tx));
  }

  private List<String> snapshots() {
    try (var repository = ground.repository()) {
      return repository.snapshots().stream().map(SnapshotMeta::id).toList();
    }
  }

  /** Every pack becomes older than the grace that prune gives. */
  private void age() throws IOException {
    try (var packs = Files.walk(ground.repositoryDirectory.resolve("data"))) {
      for (Path pack : packs.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(pack, FileTime.from(Instant.EPOCH));
      }
    }
  }
}
