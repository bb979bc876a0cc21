package dev.davit.kit.testing;

import dev.davit.contracts.codec.EventTypes;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.Progress;
import dev.davit.contracts.event.RunFact;
import dev.davit.kit.work.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A lease without a store, for calling a handler directly. Thread-safe. */
public final class TestLease implements Lease {
  private final List<RunFact> announced = new CopyOnWriteArrayList<>();
  private final List<Progress> progress = new CopyOnWriteArrayList<>();
  private final List<String> waits = new CopyOnWriteArrayList<>();
  private final Map<String, String> notes = new ConcurrentHashMap<>();
  private final Map<Class<?>, RunFact> heard = new ConcurrentHashMap<>();
  private final Set<String> said = new HashSet<>();
  private final List<Runnable> endings = new ArrayList<>();
  private volatile Consumer<Object> listener = word -> {};
  private boolean cancelled;
  private boolean lost;

  /** Hears each new announcement and each progress, on the handler's thread. */
  public TestLease onWord(Consumer<Object> consumer) {
    listener = consumer;
    return this;
  }

  /** What the handler announced, in order. */
  public List<RunFact> announced() {
    return List.copyOf(announced);
  }

  /** As {@link #announced()}, of one type. */
  public <T extends RunFact> List<T> announced(Class<T> type) {
    return announced.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** All progress, not thinned out. */
  public List<Progress> progress() {
    return List.copyOf(progress);
  }

  /** What the handler said that it waits for; {@code ""} where it said that it goes on. */
  public List<String> waits() {
    return List.copyOf(waits);
  }

  /** What the handler remembered; change it to start a handler in the middle. */
  public Map<String, String> notes() {
    return notes;
  }

  /** The fact that the handler awaits has come. */
  public synchronized void hear(RunFact fact) {
    heard.put(fact.getClass(), fact);
    notifyAll();
  }

  /** The run is being cancelled from now on. */
  public synchronized void cancel() {
    cancelled = true;
    end();
  }

  /** Another worker has taken over from now on. */
  public synchronized void lose() {
    lost = true;
    end();
  }

  private void end() {
    endings.forEach(Thread::startVirtualThread);
    endings.clear();
    notifyAll();
  }

  @Override
  public synchronized void onEnd(Runnable ending) {
    endings.add(ending);
    if (cancelled()) {
      end();
    }
  }

  @Override
  public synchronized void requireHeld() {
    if (lost) {
      throw new DavitException(ErrorCode.LEASE_LOST, "work \"test\"", null);
    }
    if (cancelled) {
      throw new DavitException(ErrorCode.CANCELLED, "work \"test\"", null);
    }
  }

  @Override
  public synchronized boolean cancelled() {
    return cancelled || lost;
  }

  @Override
  public boolean announce(RunFact fact) {
    return announce(fact, 1);
  }

  @Override
  public boolean announce(RunFact fact, int generation) {
    boolean first = add(fact, generation);
    if (first) {
      listener.accept(fact);
    }
    return first;
  }

  private synchronized boolean add(RunFact fact, int generation) {
    if (lost) {
      throw new DavitException(ErrorCode.LEASE_LOST, "work \"test\"", null);
    }
    boolean first = said.add(EventTypes.name(fact.getClass()) + " " + generation);
    if (first) {
      announced.add(fact);
    }
    return first;
  }

  @Override
  public void progress(Progress event) {
    progress.add(event);
    listener.accept(event);
  }

  @Override
  public void waits(String why) {
    waits.add(why == null ? "" : why);
  }

  @Override
  public synchronized <T extends RunFact> Optional<T> awaitFact(Class<T> type, Duration timeout)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      requireHeld();
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (heard.containsKey(type) || left <= 0) {
        return Optional.ofNullable(type.cast(heard.get(type)));
      }
      wait(left);
    }
  }

  @Override
  public void remember(String key, String value) {
    notes.put(key, value);
  }

  @Override
  public Optional<String> recall(String key) {
    return Optional.ofNullable(notes.get(key));
  }
}
