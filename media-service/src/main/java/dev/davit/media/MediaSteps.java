package dev.davit.media;

import dev.davit.contracts.error.Problem;
import dev.davit.contracts.event.MediaStepFailed;
import dev.davit.contracts.event.MediaWorkCancelled;
import dev.davit.contracts.event.RecoveryStepStarted;
import dev.davit.contracts.event.RunFact;
import dev.davit.kit.work.Lease;
import dev.davit.kit.work.Work;
import dev.davit.kit.work.WorkHandler;

/** Does the media steps of recoveries, one outstanding at a time in each run. Thread-safe. */
public final class MediaSteps implements WorkHandler {
  private final MediaRestore restore;
  private final MediaExchange exchange;

  public MediaSteps(RecoveryTools tools) {
    this.restore = new MediaRestore(tools);
    this.exchange = new MediaExchange(tools.made());
  }

  @Override
  public RunFact run(Work work, Lease lease) throws Exception {
    var recovery = new Recovery(work.order(RecoveryStepStarted.class), lease);
    return switch (recovery.order().step()) {
      case MEDIA -> restore.run(recovery);
      case SWAP_MEDIA -> exchange.swap(recovery);
      case CLEAN_MEDIA -> exchange.clean(recovery);
      case UNDO_MEDIA -> exchange.undo(recovery);
      case DATABASE, SWAP_DATABASE, OPEN, UNDO_DATABASE ->
          throw new IllegalArgumentException("step of another service: " + recovery.order().step());
    };
  }

  @Override
  public RunFact failed(Work work, Problem problem) {
    var order = work.order(RecoveryStepStarted.class);
    return new MediaStepFailed(order.system(), order.run(), order.ordinal(), order.step(), problem);
  }

  /** Nothing is taken back here: the scheduler orders UNDO_MEDIA, which knows what was made. */
  @Override
  public RunFact cancelled(Work work) {
    return new MediaWorkCancelled(work.system(), work.run());
  }
}
