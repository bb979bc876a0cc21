package dev.davit.e2e.simulation;

import dev.davit.contracts.error.Problem;
import dev.davit.contracts.event.*;
import dev.davit.kit.work.Work;
import dev.davit.kit.work.WorkStore;
import dev.davit.media.Orders;

/** media-service's part: it reads once the references of its pin are known. */
final class MediaScript implements Script {
  private final SimulatedTarget target;
  private final Facts facts;

  MediaScript(SimulatedTarget target, Facts facts) {
    this.target = target;
    this.facts = facts;
  }

  @Override
  public boolean step(Work work, WorkStore store) {
    if (work.kind().equals(Orders.CAPTURE)) {
      return capture(work, store);
    }
    if (work.kind().equals(Orders.SURVEY)) {
      store.finish(
          work, new MediaTargetSurveyed(work.system(), work.run(), facts.survey(work.run())));
    } else {
      facts.requireHeld(work, store);
      var order = work.order(RecoveryStepStarted.class);
      target.apply(order.run(), order.step());
      store.finish(work, done(order));
    }
    return true;
  }

  private boolean capture(Work work, WorkStore store) {
    if (store.findFact(work, ReferencesListed.class).isEmpty()) {
      return false;
    }
    var pin = work.fact(DumpPinned.class).pin();
    var part = facts.part("media", pin);
    store.finish(work, new MediaCompleted(work.system(), work.run(), pin, part, 0));
    return true;
  }

  private static RunFact done(RecoveryStepStarted order) {
    return switch (order.step()) {
      case MEDIA -> new MediaRestored(order.system(), order.run(), order.ordinal(), 1, 1);
      case SWAP_MEDIA -> new MediaSwapped(order.system(), order.run(), order.ordinal());
      case CLEAN_MEDIA -> new MediaCleaned(order.system(), order.run(), order.ordinal());
      case UNDO_MEDIA ->
          new MediaStepUndone(order.system(), order.run(), order.ordinal(), order.step());
      default -> throw new IllegalStateException(order.step().name());
    };
  }

  @Override
  public RunFact failed(Work work, Problem problem) {
    if (work.kind().equals(Orders.CAPTURE)) {
      return new MediaFailed(work.system(), work.run(), problem);
    }
    if (work.kind().equals(Orders.SURVEY)) {
      return new MediaTargetSurveyed(work.system(), work.run(), facts.obstacle(problem));
    }
    var order = work.order(RecoveryStepStarted.class);
    facts.noteGivenUp(order, target);
    return new MediaStepFailed(order.system(), order.run(), order.ordinal(), order.step(), problem);
  }

  @Override
  public RunFact cancelled(Work work) {
    return new MediaWorkCancelled(work.system(), work.run());
  }
}
