package dev.davit.repository.snapshot;

import static dev.davit.repository.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.Repository;
import dev.davit.repository.Restic;
import dev.davit.repository.backend.Backend;
import dev.davit.repository.backend.ObjectKind;
import dev.davit.repository.backend.local.LocalBackend;
import dev.davit.repository.backend.memory.MemoryBackend;
import dev.davit.repository.crypto.Password;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocksTest {
  private static final LockTiming QUICK =
      new LockTiming(Duration.ofMinutes(5), Duration.ofMinutes(22), Duration.ofMillis(20));

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-24T12:00:00Z"));
  private final InstantSource clock = now::get;
  private final Backend backend = new MemoryBackend();
  private final Repository repository = Repository.init(backend, Password.generated(), clock);
  private final Locks locks = new Locks(backend, repository.blobs().objects(), clock, QUICK);

  @Test
  void sharedLocksLiveTogetherAndExclusiveOnesAlone() {
    try (var first = locks.acquire("host/1", false);
        var second = locks.acquire("host/2", false)) {
      first.requireHeld();
      second.requireHeld();
      assertFails(ErrorCode.REPOSITORY_LOCKED, () -> locks.acquire("host/3", true));
    }
    try (var alone = locks.acquire("host/3", true)) {
      alone.requireHeld();
      assertFails(ErrorCode.REPOSITORY_LOCKED, () -> locks.acquire("host/1", false));
      assertFails(ErrorCode.REPOSITORY_LOCKED, () -> locks.acquire("host/1", true));
    }
    assertThat(backend.list(ObjectKind.LOCK)).isEmpty();
  }

  @Test
  void aLockIsRenewedByANewObjectAndStaysHeld() {
    try (var lock = locks.acquire("host/1", false)) {
      String first = lock.id();
      now.set(now.get().plus(Duration.ofMinutes(6)));
      waitUntil(() -> !lock.id().equals(first) && backend.list(ObjectKind.LOCK).size() == 1);
      lock.requireHeld();
      assertThat(locks.all()).containsOnlyKeys(lock.id());
      assertThat(locks.all().get(lock.id()).time()).isEqualTo(now.get());
    }
  }

  @Test
  void aLockThatWasRemovedIsLostForGood() {
    try (var lock = locks.acquire("host/1", false)) {
      locks.remove(lock.id());
      assertFails(ErrorCode.LOCK_LOST, lock::requireHeld);
      assertFails(ErrorCode.LOCK_LOST, locks::requireHeld);
    }
  }

  @Test
  void aLockNotRenewedInTimeIsLostBeforeOthersCallItStale() {
    var slow = new LockTiming(Duration.ofMinutes(5), Duration.ofMinutes(22), Duration.ofHours(1));
    var unrefreshed = new Locks(backend, repository.blobs().objects(), clock, slow);
    try (var lock = unrefreshed.acquire("host/1", false)) {
      now.set(now.get().plus(Duration.ofMinutes(22)));
      assertThat(locks.removeStale()).isZero();
      assertFails(ErrorCode.LOCK_LOST, lock::requireHeld);
    }
  }

  @Test
  void staleLocksAreRemovedAndOthersKept() {
    locks.create(Lock.of(now.get().minus(Duration.ofMinutes(31)), false, "elsewhere/1"));
    locks.create(Lock.of(now.get().minus(Duration.ofMinutes(29)), false, "elsewhere/2"));
    assertThat(repository.unlockStale()).isEqualTo(1);
    assertThat(backend.list(ObjectKind.LOCK)).hasSize(1);
  }

  @Test
  void aDeadWorkersLockIsRemovedByItsId() {
    String dead = locks.create(Lock.of(now.get(), true, "dead/1")).toString();
    assertFails(ErrorCode.REPOSITORY_LOCKED, () -> repository.lockShared("host/1"));
    repository.unlock(dead);
    repository.unlock(dead);
    repository.lockShared("host/1").close();
  }

  @Test
  void resticAndDavitRespectEachOthersLocks(@TempDir Path directory) throws Exception {
    Restic restic = new Restic(directory);
    restic.run("init");
    Password password = new Password(Restic.PASSWORD.toCharArray());
    try (Repository davit = Repository.open(new LocalBackend(directory), password)) {
      try (var lock = davit.lockShared("host/1")) {
        restic.run("backup", "/etc/hostname");
        assertThat(restic.attempt("prune").exitCode()).isNotZero();
        restic.run("unlock");
        lock.requireHeld();
      }
      restic.run("prune");
      try (var lock = davit.lockExclusive("host/1")) {
        assertThat(restic.attempt("backup", "/etc/hostname").output()).contains("locked");
        lock.requireHeld();
      }
    }
  }

  private static void waitUntil(java.util.function.BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
      java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
    }
  }
}
