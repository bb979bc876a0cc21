package dev.davit.repository.backend;

import static dev.davit.repository.testing.FaultyBackend.Operation.CREATE;
import static dev.davit.repository.testing.FaultyBackend.Operation.LIST;
import static dev.davit.repository.testing.FaultyBackend.Operation.READ;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.repository.backend.memory.MemoryBackend;
import dev.davit.repository.testing.FaultyBackend;
import dev.davit.repository.testing.FaultyBackend.Moment;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetryingBackendTest extends BackendContract {
  private static final RetryPolicy AT_ONCE = new RetryPolicy(3, Duration.ZERO, Duration.ZERO);
  private FaultyBackend faulty;

  @Override
  protected Backend open() {
    faulty = new FaultyBackend(new MemoryBackend());
    return RetryingBackend.of(faulty, AT_ONCE, new Random(1));
  }

  @AfterEach
  void everyFaultStruck() {
    faulty.assertAllFired();
  }

  @Test
  void aStoreThatComesBackIsNotNoticed() {
    faulty.fail(CREATE, ObjectKind.PACK, 2).fail(READ, ObjectKind.PACK, 2);
    ObjectName name = create(ObjectKind.PACK, new byte[] {7});
    assertThat(backend.read(name, 0, 1)).containsExactly(7);
  }

  @Test
  void aStoreThatStaysAwayIsReportedWithTheNumberOfAttempts() {
    faulty.fail(CREATE, ObjectKind.PACK, 3);
    assertThatThrownBy(() -> create(ObjectKind.PACK, new byte[] {7}))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("a scripted fault")
        .hasMessageContaining("attempt 3");
  }

  @Test
  void aStoreThatHasTooMuchToDoIsReportedAsThat() {
    var busy =
        (Backend)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Backend.class},
                (proxy, called, arguments) -> {
                  if (called.getName().equals("close")) {
                    return null;
                  }
                  throw StoreUnavailable.throttled("object \"a\"", "it answered 503", null);
                });
    try (Backend patient = RetryingBackend.of(busy, AT_ONCE, new Random(1))) {
      assertThatThrownBy(() -> patient.read(ObjectName.of(ObjectKind.PACK, "0".repeat(64))))
          .hasMessageContaining("DAVIT-4114")
          .hasMessageContaining("attempt 3");
    }
  }

  @Test
  void anObjectThatOurOwnLostAttemptWroteIsCreated() {
    faulty.failAfter(CREATE, ObjectKind.PACK);
    ObjectName name = create(ObjectKind.PACK, new byte[] {7, 8});
    assertThat(backend.read(name)).containsExactly(7, 8);
  }

  @Test
  void anObjectOfOtherBytesIsNotTakenForOurs() {
    create(ObjectKind.CONFIG, new byte[] {1, 1});
    faulty.fail(CREATE, ObjectKind.CONFIG, 1);
    assertThatThrownBy(() -> create(ObjectKind.CONFIG, new byte[] {1, 2}))
        .isInstanceOf(ObjectExists.class);
  }

  @Test
  void aRefusalIsNotRepeated() {
    faulty.fail(READ, null, Moment.BEFORE, new AccessDenied("object \"x\"", "no", null), 0, 1);
    ObjectName name = create(ObjectKind.PACK, new byte[] {7});
    assertThatThrownBy(() -> backend.read(name)).isInstanceOf(AccessDenied.class);
  }

  @Test
  void aListingBegunAnewHandsOverNothingTwice() {
    ObjectName name = create(ObjectKind.PACK, new byte[] {7});
    faulty.failAfter(LIST, ObjectKind.PACK);
    assertThat(backend.list(ObjectKind.PACK)).extracting(StoredObject::name).containsExactly(name);
  }

  @Test
  void closingEndsTheWaiting() {
    var slow = new RetryPolicy(9, Duration.ofHours(1), Duration.ofHours(1));
    var store = new FaultyBackend(new MemoryBackend()).fail(READ, null, 1);
    Backend waiting = RetryingBackend.of(store, slow, new Random(1));
    waiting.close();
    assertThatThrownBy(() -> waiting.read(name(ObjectKind.PACK, new byte[0])))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("attempt 1");
  }

  @Test
  void pausesStayBelowTheirCeiling() {
    var policy = new RetryPolicy(9, Duration.ofMillis(100), Duration.ofSeconds(1));
    var random = new Random(1);
    for (int failed = 1; failed < 40; failed++) {
      assertThat(policy.pause(failed, random)).isBetween(Duration.ZERO, Duration.ofSeconds(1));
    }
    assertThat(policy.pause(1, random)).isLessThanOrEqualTo(Duration.ofMillis(100));
  }
}
