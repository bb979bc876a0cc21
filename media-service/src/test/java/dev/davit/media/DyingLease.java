package dev.davit.media;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.Progress;
import dev.davit.contracts.event.RunFact;
import dev.davit.kit.work.Lease;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A lease that is lost for good at the nth question. It is asked before every change, so this stops
 * a step between any two of them, as a kill would.
 */
final class DyingLease implements Lease {
  private final AtomicInteger questions = new AtomicInteger();
  private final int last;

  DyingLease(int last) {
    this.last = last;
  }

  boolean died() {
    return questions.get() >= last;
  }

  @Override
  public boolean cancelled() {
    return questions.incrementAndGet() >= last;
  }

  @Override
  public void requireHeld() {
    if (cancelled()) {
      throw new DavitException(ErrorCode.LEASE_LOST, "work \"test\"", null);
    }
  }

  @Override
  public boolean announce(RunFact fact) {
    return true;
  }

  @Override
  public boolean announce(RunFact fact, int generation) {
    return true;
  }

  @Override
  public void progress(Progress event) {}

  @Override
  public void onEnd(Runnable ending) {}

  @Override
  public void waits(String why) {}

  @Override
  public <T extends RunFact> Optional<T> awaitFact(Class<T> type, Duration timeout) {
    return Optional.empty();
  }

  @Override
  public void remember(String key, String value) {}

  @Override
  public Optional<String> recall(String key) {
    return Optional.empty();
  }
}
