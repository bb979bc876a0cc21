package dev.davit.e2e.simulation;

import dev.davit.audit.Orders;
import dev.davit.contracts.RunId;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.event.*;
import dev.davit.contracts.point.ClosureSummary;
import dev.davit.contracts.point.PointState;
import dev.davit.kit.work.Work;
import dev.davit.kit.work.WorkStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** audit-service's part: a run's point is stored first, then said, so that a retry finds it. */
final class AuditScript implements Script {
  private final Facts facts;
  private final Map<RunId, Sealed> repository = new HashMap<>();

  AuditScript(Facts facts) {
    this.facts = facts;
  }

  /** A point, with all the facts that it was joined of. */
  record Sealed(RecoveryPointSealed fact, DumpCompleted dump, MediaCompleted media) {}

  /** What the repository holds. */
  Map<RunId, Sealed> repository() {
    return repository;
  }

  @Override
  public boolean step(Work work, WorkStore store) {
    if (work.kind().equals(Orders.SEAL)) {
      return seal(work, store);
    }
    store.finish(
        work,
        work.kind().equals(Orders.PROOF)
            ? new ObjectsProven(work.system(), work.run(), 1, 1, List.of())
            : new RetentionCompleted(work.system(), work.run(), List.of(), 0));
    return true;
  }

  /** Stored in one step and said in another, so that it can die between them. */
  private boolean seal(Work work, WorkStore store) {
    Sealed sealed = repository.get(work.run());
    if (sealed == null) {
      facts.requireHeld(work, store);
      repository.put(work.run(), join(work));
      return false;
    }
    store.finish(work, sealed.fact());
    return true;
  }

  private Sealed join(Work work) {
    var fact =
        new RecoveryPointSealed(
            work.system(),
            work.run(),
            facts.point(work.run()),
            "5".repeat(64),
            PointState.SEALED,
            work.fact(DumpPinned.class).at(),
            new ClosureSummary(1, 0, 0, 0, List.of()),
            List.of(),
            1,
            1,
            1);
    return new Sealed(fact, work.fact(DumpCompleted.class), work.fact(MediaCompleted.class));
  }

  @Override
  public RunFact failed(Work work, Problem problem) {
    if (work.kind().equals(Orders.SEAL)) {
      return new SealFailed(work.system(), work.run(), problem);
    }
    return work.kind().equals(Orders.PROOF)
        ? new ObjectsProven(work.system(), work.run(), 0, 0, List.of(problem))
        : new RetentionFailed(work.system(), work.run(), problem);
  }

  @Override
  public RunFact cancelled(Work work) {
    return new SealWorkCancelled(work.system(), work.run());
  }
}
