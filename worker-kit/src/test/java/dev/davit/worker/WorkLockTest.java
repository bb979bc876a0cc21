package dev.davit.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.RunCancelling;
import dev.davit.contracts.settings.RepositorySettings;
import dev.davit.kit.secret.SecretResolver;
import dev.davit.kit.testing.TestLease;
import dev.davit.kit.work.Lease;
import dev.davit.kit.work.Work;
import dev.davit.kit.work.WorkKind;
import dev.davit.repository.Repository;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkLockTest {
  private static final String NOTE = "repository-lock";
  private static final long SECONDS = 30;

  @TempDir private Path directory;
  private TestRepository stored;
  private Repository ours;
  private Repository theirs;
  private final TestLease lease = new TestLease();
  private final CountDownLatch waits = new CountDownLatch(1);
  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  @BeforeEach
  void open() {
    stored = TestRepository.init(directory);
    ours = stored.open();
    theirs = stored.open();
  }

  @AfterEach
  void close() {
    thread.shutdownNow();
    ours.close();
    theirs.close();
  }

  /** The lease of this test; asking whether it is held tells that a lock was not free. */
  private Lease asked() {
    return (Lease)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Lease.class},
            (proxy, called, arguments) -> {
              if (called.getName().equals("requireHeld")) {
                waits.countDown();
              }
              try {
                return called.invoke(lease, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private Future<WorkLock> waitForShared() throws InterruptedException {
    Future<WorkLock> taking = thread.submit(() -> WorkLock.shared(ours, asked(), "ours"));
    assertThat(waits.await(SECONDS, TimeUnit.SECONDS)).isTrue();
    return taking;
  }

  @Test
  void aLockIsKeptWithTheWorkAndRemovedAtTheEnd() throws Exception {
    try (var lock = WorkLock.shared(ours, lease, "ours")) {
      lock.requireHeld();
      assertThat(lock.lock().isExclusive()).isFalse();
      assertThat(stored.locks()).containsExactly(lock.lock().id());
      assertThat(lease.notes()).containsEntry(NOTE, lock.lock().id());
    }
    assertThat(stored.locks()).isEmpty();
  }

  @Test
  void whoTakesOverRemovesTheDeadLockInsteadOfWaiting() throws Exception {
    var dead = WorkLock.exclusive(theirs, lease, "dead");

    try (var heir = WorkLock.exclusive(ours, lease, "heir")) {
      assertThat(stored.locks()).containsExactly(heir.lock().id());
      assertThat(lease.notes()).containsEntry(NOTE, heir.lock().id());
      assertFails(ErrorCode.LOCK_LOST, dead::requireHeld);
    }
  }

  @Test
  void whoTakesOverRemovesALockWhoseIdWasNotKeptAnyMore() throws Exception {
    assertThatThrownBy(() -> WorkLock.shared(theirs, dyingAt(NOTE), "dead"))
        .isInstanceOf(Killed.class);
    assertThat(stored.locks()).hasSize(1);
    assertThat(lease.notes()).doesNotContainKey(NOTE);

    try (var heir = WorkLock.shared(ours, lease, "heir")) {
      assertThat(stored.locks()).containsExactly(heir.lock().id());
    }
  }

  /** As no handler does it, so that nothing is tidied up. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** The lease of this test, whose process dies when it is about to keep a note. */
  private Lease dyingAt(String note) {
    return (Lease)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Lease.class},
            (proxy, called, arguments) -> {
              if (called.getName().equals("remember") && arguments[0].equals(note)) {
                throw new Killed();
              }
              return called.invoke(lease, arguments);
            });
  }

  @Test
  void aDeadLockThatIsGoneAlreadyHindersNobody() throws Exception {
    WorkLock.shared(theirs, lease, "dead").close();
    assertThat(lease.notes()).containsKey(NOTE);

    try (var heir = WorkLock.shared(ours, lease, "heir")) {
      heir.requireHeld();
    }
  }

  @Test
  void whoReadsWaitsForWhoDeletesAndThenGoesOn() throws Exception {
    Future<WorkLock> taking;
    try (var deleting = theirs.lockExclusive("theirs")) {
      taking = waitForShared();
      assertThat(taking.isDone()).isFalse();
      deleting.requireHeld();
    }
    try (var lock = taking.get(SECONDS, TimeUnit.SECONDS)) {
      lock.requireHeld();
    }
    assertThat(lease.waits()).hasSize(2);
    assertThat(lease.waits().getFirst()).contains("repository", "is locked by", "theirs");
    assertThat(lease.waits().getLast()).isEmpty();
  }

  @Test
  void whoDeletesWaitsForWhoReadsAndThenGoesOn() throws Exception {
    Future<WorkLock> taking;
    try (var reading = theirs.lockShared("theirs")) {
      taking = thread.submit(() -> WorkLock.exclusive(ours, asked(), "ours"));
      assertThat(waits.await(SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(taking.isDone()).isFalse();
      reading.requireHeld();
    }
    try (var lock = taking.get(SECONDS, TimeUnit.SECONDS)) {
      assertThat(lock.lock().isExclusive()).isTrue();
    }
  }

  @Test
  void whoDeletesRemovesStaleLocksFirst() throws Exception {
    InstantSource longAgo = () -> Instant.now().minusSeconds(7200);
    try (var forgotten = stored.open(longAgo);
        var stale = forgotten.lockShared("gone");
        var lock = WorkLock.exclusive(ours, lease, "ours")) {
      assertThat(stored.locks()).containsExactly(lock.lock().id());
      assertThat(stale.isExclusive()).isFalse();
    }
  }

  @Test
  void waitingEndsWhenTheRunIsCancelled() throws Exception {
    try (var deleting = theirs.lockExclusive("theirs")) {
      var taking = waitForShared();
      lease.cancel();

      assertEndsWith(ErrorCode.CANCELLED, taking);
      assertThat(stored.locks()).containsExactly(deleting.id());
    }
  }

  @Test
  void waitingEndsWhenTheLeaseIsLost() throws Exception {
    try (var deleting = theirs.lockExclusive("theirs")) {
      var taking = waitForShared();
      lease.lose();

      assertEndsWith(ErrorCode.LEASE_LOST, taking);
      assertThat(stored.locks()).containsExactly(deleting.id());
    }
  }

  @Test
  void aLockThatSomebodyRemovedIsLost() throws Exception {
    try (var lock = WorkLock.shared(ours, lease, "ours")) {
      theirs.unlock(lock.lock().id());

      assertFails(ErrorCode.LOCK_LOST, lock::requireHeld);
    }
  }

  @Test
  void cancelledWorkTakesItsDeadLockAway() throws Exception {
    WorkLock.shared(theirs, lease, "dead");
    WorkLock.removeLeftover(door(), stored.settings(), work(lease.notes()));

    assertThat(stored.locks()).isEmpty();
  }

  @Test
  void cancelledWorkEndsThoughItsRepositoryCannotBeOpened() throws Exception {
    WorkLock.shared(theirs, lease, "dead");
    var settings = stored.settings();
    var elsewhere =
        new RepositorySettings(
            directory.resolve("none").toString(), settings.password(), Map.of(), null, null);

    WorkLock.removeLeftover(door(), elsewhere, work(lease.notes()));

    assertThat(stored.locks()).hasSize(1);
  }

  private static RepositoryDoor door() {
    return new RepositoryDoor(new SecretResolver(), null);
  }

  private static Work work(Map<String, String> notes) {
    var order = new RunCancelling(new SystemId("shop"), RunId.random(), "any order");
    return new Work(
        UUID.randomUUID(),
        new WorkKind("test.kind"),
        order.run(),
        order.system(),
        1,
        Envelope.first("/scheduler", Instant.EPOCH, order),
        Map.of(),
        notes,
        "owner",
        2,
        2,
        true);
  }

  private static void assertEndsWith(ErrorCode code, Future<WorkLock> taking) {
    assertThatThrownBy(() -> taking.get(SECONDS, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(DavitException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static void assertFails(ErrorCode code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(DavitException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
