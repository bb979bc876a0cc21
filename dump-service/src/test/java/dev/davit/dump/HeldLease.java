package dev.davit.dump;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.Progress;
import dev.davit.contracts.event.RunFact;
import dev.davit.kit.work.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A lease in memory that a test can take away; what it announced and remembered can be looked at.
 */
final class HeldLease implements Lease {
  final List<RunFact> said = new CopyOnWriteArrayList<>();
  final List<Progress> progress = new CopyOnWriteArrayList<>();
  final Map<String, String> notes = new ConcurrentHashMap<>();
  private volatile ErrorCode ended;
  private volatile Consumer<Object> listener = any -> {};

  /** Hears each announcement and each progress, on the handler's thread. */
  HeldLease onWord(Consumer<Object> consumer) {
    listener = consumer;
    return this;
  }

  /** As a heartbeat would find out: cancelled, or taken over. */
  void end(ErrorCode why) {
    ended = why;
  }

  @Override
  public void requireHeld() {
    if (ended != null) {
      throw new DavitException(ended, "work", null);
    }
  }

  @Override
  public boolean cancelled() {
    return ended != null;
  }

  @Override
  public boolean announce(RunFact fact) {
    return announce(fact, 1);
  }

  @Override
  public boolean announce(RunFact fact, int generation) {
    requireHeld();
    said.add(fact);
    listener.accept(fact);
    return true;
  }

  @Override
  public void progress(Progress word) {
    progress.add(word);
    listener.accept(word);
  }

  @Override
  public <T extends RunFact> Optional<T> awaitFact(Class<T> type, Duration timeout) {
    return Optional.empty();
  }

  @Override
  public void remember(String key, String value) {
    notes.put(key, value);
  }

  @Override
  public Optional<String> recall(String key) {
    return Optional.ofNullable(notes.get(key));
  }

  /** The announced facts of one type. */
  <T extends RunFact> List<T> said(Class<T> type) {
    var found = new ArrayList<T>();
    said.stream().filter(type::isInstance).map(type::cast).forEach(found::add);
    return found;
  }
}
