package dev.davit.kit.testing;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventTypes;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.event.Order;
import dev.davit.contracts.event.RunFact;
import dev.davit.kit.outbox.Outbox;
import dev.davit.kit.work.Admission;
import dev.davit.kit.work.Work;
import dev.davit.kit.work.WorkItem;
import dev.davit.kit.work.WorkKind;
import dev.davit.kit.work.WorkQueue;
import dev.davit.kit.work.WorkStore;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Work in memory, under a clock that the test owns. Keeps the promises of {@link WorkStore} except
 * one: it knows no transactions, so a connection may be null and nothing is ever rolled back.
 */
public final class MemoryWorkStore implements WorkStore {
  private final InstantSource clock;
  private final Outbox outbox;
  private final Consumer<Envelope> saying;
  private final List<MemoryWork> rows = new ArrayList<>();
  private final Map<Said, Envelope> facts = new HashMap<>();
  private final Map<Of, Announced> generations = new HashMap<>();
  private final Set<Said> announced = new HashSet<>();
  private final Map<SystemId, Instant> served = new HashMap<>();

  private record Said(RunId run, String name, int generation) {}

  private record Of(WorkKind kind, RunId run) {}

  private record Announced(int generation, Set<String> needs) {}

  /**
   * @param saying is given every fact that work says
   */
  public MemoryWorkStore(String source, InstantSource clock, Consumer<Envelope> saying) {
    this.clock = clock;
    this.outbox = new Outbox(source, clock);
    this.saying = saying;
  }

  @Override
  public synchronized void add(
      Connection tx,
      WorkKind kind,
      int generation,
      Envelope order,
      Set<Class<? extends RunFact>> needs,
      Admission admission) {
    RunId run = ((Order) order.event()).run();
    Announced higher = generations.get(new Of(kind, run));
    boolean replaced = higher != null && higher.generation() > generation;
    insert(
        kind,
        run,
        replaced ? higher.generation() : generation,
        order,
        replaced ? higher.needs() : names(needs),
        admission);
    readySatisfied(run);
  }

  private void insert(
      WorkKind kind,
      RunId run,
      int generation,
      Envelope order,
      Set<String> needs,
      Admission admission) {
    if (rows.stream()
        .noneMatch(
            row -> row.kind.equals(kind) && row.run.equals(run) && row.generation == generation)) {
      rows.add(new MemoryWork(kind, run, generation, order, needs, admission));
    }
  }

  @Override
  public synchronized void satisfy(Connection tx, Envelope fact, int generation) {
    RunId run = ((RunFact) fact.event()).run();
    facts.putIfAbsent(new Said(run, fact.name(), generation), fact);
    readySatisfied(run);
  }

  @Override
  public synchronized void supersede(
      Connection tx,
      WorkKind kind,
      RunId run,
      int generation,
      Set<Class<? extends RunFact>> needs) {
    generations.merge(
        new Of(kind, run),
        new Announced(generation, names(needs)),
        (old, now) -> now.generation() > old.generation() ? now : old);
    Optional<MemoryWork> newest =
        rows.stream()
            .filter(row -> row.kind.equals(kind) && row.run.equals(run))
            .max(java.util.Comparator.comparingInt(row -> row.generation));
    if (newest.isEmpty() || newest.get().generation >= generation || newest.get().cancelRequested) {
      return;
    }
    rows.stream()
        .filter(row -> row.kind.equals(kind) && row.run.equals(run))
        .forEach(MemoryWorkStore::replace);
    insert(kind, run, generation, newest.get().order, names(needs), newest.get().admission);
    readySatisfied(run);
  }

  private static void replace(MemoryWork row) {
    switch (row.item) {
      case WorkItem.Waiting waiting -> row.item = waiting.superseded();
      case WorkItem.Ready ready -> row.item = ready.superseded();
      case WorkItem.Leased _ -> row.superseded = true;
      default -> {}
    }
  }

  @Override
  public synchronized int cancelRun(Connection tx, RunId run) {
    int ending = 0;
    for (MemoryWork row : rows) {
      if (row.run.equals(run) && row.live() && !row.superseded) {
        if (row.item instanceof WorkItem.Waiting waiting) {
          row.item = waiting.cancelling();
        }
        row.cancelRequested = true;
        row.notBefore = Instant.MIN;
        ending++;
      }
    }
    return ending;
  }

  private void readySatisfied(RunId run) {
    for (MemoryWork row : rows) {
      if (row.run.equals(run)
          && row.item instanceof WorkItem.Waiting waiting
          && waiting.needs().stream()
              .allMatch(need -> facts.containsKey(new Said(run, need, row.generation)))) {
        row.item = waiting.satisfied();
        row.notBefore = clock.instant();
      }
    }
  }

  @Override
  public synchronized Optional<Work> claim(
      String owner, Collection<WorkKind> kinds, Collection<WorkKind> full, Duration lease) {
    Instant now = clock.instant();
    takeBack(now);
    WorkQueue queue = queue(now);
    for (WorkQueue.Ready ready : queue.inOrder()) {
      boolean place = kinds.contains(ready.kind());
      if (!place && !full.contains(ready.kind())) {
        continue;
      }
      MemoryWork row = row(ready.id());
      Optional<String> keeps = queue.keeps(ready);
      if (keeps.isEmpty() && (place || ready.cancelRequested())) {
        return Optional.of(lease(row, owner, now, lease));
      }
      keeps.or(() -> queue.unclaimed(ready)).ifPresent(why -> row.waits = why);
    }
    return Optional.empty();
  }

  private void takeBack(Instant now) {
    for (MemoryWork row : rows) {
      if (row.item instanceof WorkItem.Leased leased && row.leaseUntil.isBefore(now)) {
        row.item = leased.again();
      }
    }
  }

  private WorkQueue queue(Instant now) {
    return new WorkQueue(
        now,
        rows.stream().filter(row -> row.isDue(now)).map(MemoryWork::ready).toList(),
        rows.stream()
            .filter(row -> row.item instanceof WorkItem.Leased)
            .map(MemoryWork::running)
            .toList(),
        Map.copyOf(served));
  }

  private Work lease(MemoryWork row, String owner, Instant now, Duration lease) {
    row.epoch++;
    row.attempt++;
    row.item = new WorkItem.Leased(row.item.id(), owner, row.epoch);
    row.leaseUntil = now.plus(lease);
    row.waits = null;
    served.put(row.system(), now);
    return work(row, owner);
  }

  private MemoryWork row(UUID id) {
    return rows.stream().filter(row -> row.item.id().equals(id)).findFirst().orElseThrow();
  }

  /** Why the run's live work waits; null if nobody has found that it does. */
  public synchronized String waits(RunId run) {
    return rows.stream()
        .filter(row -> row.run.equals(run) && row.live() && row.waits != null)
        .map(row -> row.waits)
        .findFirst()
        .orElse(null);
  }

  @Override
  public synchronized void waits(Work work, String why) {
    held(work).waits = why;
  }

  private Work work(MemoryWork row, String owner) {
    Map<String, Envelope> heard = new HashMap<>();
    facts.forEach((of, fact) -> {
      if (of.run().equals(row.run) && of.generation() == row.generation) {
        heard.put(of.name(), fact);
      }
    });
    return row.leased(owner, heard);
  }

  /** The row, if the lease holds. */
  private MemoryWork held(Work work) {
    return rows.stream()
        .filter(row -> row.item.equals(work.item()))
        .findFirst()
        .orElseThrow(
            () -> new DavitException(ErrorCode.LEASE_LOST, "work \"" + work.id() + "\"", null));
  }

  @Override
  public synchronized Heartbeat heartbeat(Work work, Duration lease) {
    MemoryWork row = held(work);
    row.leaseUntil = clock.instant().plus(lease);
    return row.superseded
        ? Heartbeat.SUPERSEDED
        : row.cancelRequested ? Heartbeat.CANCEL_REQUESTED : Heartbeat.HELD;
  }

  @Override
  public synchronized void finish(Work work, RunFact fact) {
    held(work).item = work.item().done();
    say(work, fact);
  }

  @Override
  public synchronized void fail(Work work, Problem why, RunFact fact) {
    held(work).item = work.item().failed(why);
    say(work, fact);
  }

  @Override
  public synchronized void cancelled(Work work, RunFact fact) {
    held(work).item = work.item().cancelled();
    say(work, fact);
  }

  @Override
  public synchronized void abandon(Work work) {
    held(work).item = work.item().cancelled();
  }

  @Override
  public synchronized void retry(Work work, Problem why, Duration delay) {
    MemoryWork row = held(work);
    row.item = work.item().again();
    row.notBefore = clock.instant().plus(delay);
    row.waits = why.toString();
  }

  @Override
  public synchronized void release(Work work) {
    MemoryWork row = held(work);
    row.item = work.item().again();
    row.notBefore = clock.instant();
    row.attempt--;
  }

  @Override
  public synchronized boolean announce(Work work, RunFact fact, int generation) {
    held(work);
    boolean first =
        announced.add(new Said(work.run(), EventTypes.name(fact.getClass()), generation));
    if (first) {
      say(work, fact);
    }
    return first;
  }

  private void say(Work work, RunFact fact) {
    saying.accept(outbox.envelope(fact, work.cause()));
  }

  @Override
  public synchronized <T extends RunFact> Optional<T> findFact(Work work, Class<T> type) {
    return Optional.ofNullable(
            facts.get(new Said(work.run(), EventTypes.name(type), work.generation())))
        .map(fact -> type.cast(fact.event()));
  }

  @Override
  public synchronized void remember(Work work, String key, String value) {
    held(work).notes.put(key, value);
  }

  @Override
  public synchronized Optional<String> recall(Work work, String key) {
    return rows.stream()
        .filter(row -> row.item.id().equals(work.id()))
        .findFirst()
        .map(row -> row.notes.get(key));
  }

  private static Set<String> names(Set<Class<? extends RunFact>> needs) {
    return needs.stream().map(EventTypes::name).collect(Collectors.toSet());
  }
}
