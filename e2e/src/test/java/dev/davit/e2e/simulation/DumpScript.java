package dev.davit.e2e.simulation;

import dev.davit.contracts.Pin;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.event.*;
import dev.davit.dump.Orders;
import dev.davit.kit.work.Work;
import dev.davit.kit.work.WorkStore;
import java.util.List;
import java.util.Optional;

/** dump-service's part: each try pins anew. */
final class DumpScript implements Script {
  private final SimulatedTarget target;
  private final Facts facts;

  DumpScript(SimulatedTarget target, Facts facts) {
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
          work, new DatabaseTargetSurveyed(work.system(), work.run(), facts.survey(work.run())));
    } else {
      facts.requireHeld(work, store);
      var order = work.order(RecoveryStepStarted.class);
      target.apply(order.run(), order.step());
      store.finish(work, done(order));
    }
    return true;
  }

  private boolean capture(Work work, WorkStore store) {
    var pin = new Pin(work.run(), Math.toIntExact(work.epoch()));
    Optional<String> said = store.recall(work, "said-" + work.epoch());
    switch (said.orElse("nothing")) {
      case "nothing" -> {
        var pinned =
            new DumpPinned(work.system(), work.run(), pin, List.of("db"), null, facts.now());
        store.announce(work, pinned, pin.ordinal());
        store.remember(work, "said-" + work.epoch(), "pin");
      }
      case "pin" -> {
        var listed =
            new ReferencesListed(
                work.system(), work.run(), pin, facts.part("references", pin), 0, 0, 0);
        store.announce(work, listed, pin.ordinal());
        store.remember(work, "said-" + work.epoch(), "references");
      }
      default -> {
        var part = facts.part("database", pin);
        store.finish(work, new DumpCompleted(work.system(), work.run(), pin, part, List.of()));
        return true;
      }
    }
    return false;
  }

  private static RunFact done(RecoveryStepStarted order) {
    return switch (order.step()) {
      case DATABASE -> new DatabaseRestored(order.system(), order.run(), order.ordinal(), 1, 1, 1);
      case SWAP_DATABASE -> new DatabaseSwapped(order.system(), order.run(), order.ordinal());
      case OPEN -> new DatabaseOpened(order.system(), order.run(), order.ordinal());
      case UNDO_DATABASE ->
          new DatabaseStepUndone(order.system(), order.run(), order.ordinal(), order.step());
      default -> throw new IllegalStateException(order.step().name());
    };
  }

  @Override
  public RunFact failed(Work work, Problem problem) {
    if (work.kind().equals(Orders.CAPTURE)) {
      return new DumpFailed(work.system(), work.run(), problem);
    }
    if (work.kind().equals(Orders.SURVEY)) {
      return new DatabaseTargetSurveyed(work.system(), work.run(), facts.obstacle(problem));
    }
    var order = work.order(RecoveryStepStarted.class);
    facts.noteGivenUp(order, target);
    return new DatabaseStepFailed(
        order.system(), order.run(), order.ordinal(), order.step(), problem);
  }

  @Override
  public RunFact cancelled(Work work) {
    return new DumpWorkCancelled(work.system(), work.run());
  }
}
