package dev.davit.repository.backend;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Repeats calls that failed with {@link StoreUnavailable}, and no others: not found, denied, full
 * and existing stay so. The last failure tells how many attempts were made. An interrupt and {@link
 * #close} end the waiting. A stream that breaks off is not continued.
 */
public final class RetryingBackend implements Backend {
  private static final System.Logger LOG = System.getLogger(RetryingBackend.class.getName());

  /** A store that has too much to do is given as long as one that failed so many times more. */
  private static final int THROTTLED = 3;

  private final Backend inner;
  private final RetryPolicy policy;
  private final RandomGenerator random;
  private final CountDownLatch closed = new CountDownLatch(1);

  private RetryingBackend(Backend inner, RetryPolicy policy, RandomGenerator random) {
    this.inner = inner;
    this.policy = policy;
    this.random = random;
  }

  public static Backend of(Backend inner, RetryPolicy policy, RandomGenerator random) {
    return new RetryingBackend(inner, policy, random);
  }

  @Override
  public String location() {
    return inner.location();
  }

  @Override
  public void create(ObjectName name, ObjectBody body) {
    var repeated = new boolean[1];
    retry(
        () -> {
          createOnce(name, body, repeated[0]);
          return null;
        },
        () -> repeated[0] = true);
  }

  /** An attempt that seemed to fail may have written the object: then it is there as wanted. */
  private void createOnce(ObjectName name, ObjectBody body, boolean repeated) {
    try {
      inner.create(name, body);
    } catch (ObjectExists exists) {
      if (!(repeated || exists.isPerhapsOurs()) || !holds(name, body)) {
        throw exists;
      }
    }
  }

  private boolean holds(ObjectName name, ObjectBody body) {
    if (inner.size(name) != body.size()) {
      return false;
    }
    try (InputStream stored = inner.open(name);
        InputStream wanted = body.open()) {
      byte[] chunk = stored.readNBytes(BUFFER);
      while (chunk.length > 0) {
        if (!java.util.Arrays.equals(chunk, wanted.readNBytes(BUFFER))) {
          return false;
        }
        chunk = stored.readNBytes(BUFFER);
      }
      return true;
    } catch (IOException e) {
      throw new StoreUnavailable(name.path(), "it broke off while being compared", e);
    }
  }

  private static final int BUFFER = 64 << 10;

  @Override
  public byte[] read(ObjectName name, long offset, int length) {
    return retry(() -> inner.read(name, offset, length));
  }

  @Override
  public byte[] read(ObjectName name) {
    return retry(() -> inner.read(name));
  }

  @Override
  public InputStream open(ObjectName name) {
    return retry(() -> inner.open(name));
  }

  @Override
  public long size(ObjectName name) {
    return retry(() -> inner.size(name));
  }

  /** Listing again begins anew, and what was handed over before is passed over. */
  @Override
  public void list(ObjectKind kind, Consumer<StoredObject> each) {
    var last = new AtomicReference<ObjectName>();
    retry(() -> {
      inner.list(
          kind,
          found -> {
            if (last.get() == null || found.name().compareTo(last.get()) > 0) {
              last.set(found.name());
              each.accept(found);
            }
          });
      return null;
    });
  }

  @Override
  public void delete(ObjectName name) {
    retry(() -> {
      inner.delete(name);
      return null;
    });
  }

  @Override
  public void sync() {
    retry(() -> {
      inner.sync();
      return null;
    });
  }

  @Override
  public void close() {
    closed.countDown();
    inner.close();
  }

  private <T> T retry(Supplier<T> call) {
    return retry(call, () -> {});
  }

  private <T> T retry(Supplier<T> call, Runnable afterFailure) {
    for (int failed = 1; ; failed++) {
      try {
        return call.get();
      } catch (StoreUnavailable e) {
        afterFailure.run();
        int step = e.isThrottled() ? failed + THROTTLED : failed;
        if (failed == policy.attempts() || !waitedFor(policy.pause(step, random), e)) {
          throw gaveUp(e, failed);
        }
      }
    }
  }

  private boolean waitedFor(Duration pause, StoreUnavailable why) {
    LOG.log(
        System.Logger.Level.DEBUG,
        () -> "store call is repeated: pause=%s problem=%s".formatted(pause, why.getMessage()));
    try {
      return !closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static StoreUnavailable gaveUp(StoreUnavailable last, int attempts) {
    return last.because(last.problem().reason() + ", attempt " + attempts);
  }
}
