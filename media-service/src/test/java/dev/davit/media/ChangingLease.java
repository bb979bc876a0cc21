package dev.davit.media;

import dev.davit.contracts.event.MediaProgressed;
import dev.davit.contracts.event.Progress;
import dev.davit.contracts.event.RunFact;
import dev.davit.kit.work.Lease;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/** A lease under which something happens once, while a large file is being read. */
final class ChangingLease implements Lease {
  private static final long UNDER_WAY = 4 << 20;

  private final Lease lease;
  private final Change change;
  private boolean changed;

  ChangingLease(Lease lease, Change change) {
    this.lease = lease;
    this.change = change;
  }

  interface Change {
    Object make() throws IOException;
  }

  boolean changed() {
    return changed;
  }

  @Override
  public void progress(Progress event) {
    if (!changed && ((MediaProgressed) event).amount().bytes() > UNDER_WAY) {
      changed = true;
      try {
        change.make();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void requireHeld() {
    lease.requireHeld();
  }

  @Override
  public boolean cancelled() {
    return lease.cancelled();
  }

  @Override
  public boolean announce(RunFact fact) {
    return lease.announce(fact);
  }

  @Override
  public boolean announce(RunFact fact, int generation) {
    return lease.announce(fact, generation);
  }

  @Override
  public <T extends RunFact> Optional<T> awaitFact(Class<T> type, Duration timeout)
      throws InterruptedException {
    return lease.awaitFact(type, timeout);
  }

  @Override
  public void remember(String key, String value) {
    lease.remember(key, value);
  }

  @Override
  public Optional<String> recall(String key) {
    return lease.recall(key);
  }
}
