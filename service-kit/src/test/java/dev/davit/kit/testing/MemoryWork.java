package dev.davit.kit.testing;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.kit.work.Admission;
import dev.davit.kit.work.Work;
import dev.davit.kit.work.WorkItem;
import dev.davit.kit.work.WorkKind;
import dev.davit.kit.work.WorkQueue;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** One row of a {@link MemoryWorkStore}. */
final class MemoryWork {
  final WorkKind kind;
  final RunId run;
  final int generation;
  final Envelope order;
  final Admission admission;
  final Map<String, String> notes = new HashMap<>();
  WorkItem item;
  long epoch;
  int attempt;
  Instant leaseUntil = Instant.MIN;
  Instant notBefore = Instant.MIN;
  boolean cancelRequested;
  boolean superseded;
  String waits;

  MemoryWork(
      WorkKind kind,
      RunId run,
      int generation,
      Envelope order,
      Set<String> needs,
      Admission admission) {
    this.kind = kind;
    this.run = run;
    this.generation = generation;
    this.order = order;
    this.admission = admission;
    this.item = new WorkItem.Waiting(UUID.randomUUID(), needs);
  }

  SystemId system() {
    return order.event().system();
  }

  boolean live() {
    return item instanceof WorkItem.Waiting
        || item instanceof WorkItem.Ready
        || item instanceof WorkItem.Leased;
  }

  boolean isDue(Instant now) {
    return item instanceof WorkItem.Ready && !notBefore.isAfter(now);
  }

  WorkQueue.Ready ready() {
    return new WorkQueue.Ready(
        item.id(), kind, run, system(), admission, notBefore, attempt > 0, cancelRequested, waits);
  }

  WorkQueue.Running running() {
    return new WorkQueue.Running(system(), admission.shares());
  }

  Work leased(String owner, Map<String, Envelope> facts) {
    return new Work(
        item.id(),
        kind,
        run,
        system(),
        generation,
        order,
        facts,
        notes,
        owner,
        epoch,
        attempt,
        cancelRequested);
  }
}
