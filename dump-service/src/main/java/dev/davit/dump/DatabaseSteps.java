package dev.davit.dump;

import dev.davit.contracts.error.Problem;
import dev.davit.contracts.event.DatabaseOpened;
import dev.davit.contracts.event.DatabaseStepFailed;
import dev.davit.contracts.event.DumpWorkCancelled;
import dev.davit.contracts.event.RecoveryStepStarted;
import dev.davit.contracts.event.RunFact;
import dev.davit.kit.work.Lease;
import dev.davit.kit.work.Work;
import dev.davit.kit.work.WorkHandler;

/** Does the database steps of recoveries, one outstanding at a time in each run. Thread-safe. */
public final class DatabaseSteps implements WorkHandler {
  private final RecoveryTools tools;
  private final DatabaseRestore restore;
  private final DatabaseExchange exchange;

  public DatabaseSteps(RecoveryTools tools) {
    this.tools = tools;
    this.restore = new DatabaseRestore(tools);
    this.exchange = new DatabaseExchange(tools);
  }

  @Override
  public RunFact run(Work work, Lease lease) throws Exception {
    var recovery = Recovery.of(work.order(RecoveryStepStarted.class), lease);
    return switch (recovery.order().step()) {
      case DATABASE -> restore.run(recovery);
      case SWAP_DATABASE -> exchange.swap(recovery);
      case OPEN -> open(recovery);
      case UNDO_DATABASE -> exchange.undo(recovery);
      case MEDIA, SWAP_MEDIA, CLEAN_MEDIA, UNDO_MEDIA ->
          throw new IllegalArgumentException("step of another service: " + recovery.order().step());
    };
  }

  private DatabaseOpened open(Recovery recovery) throws Exception {
    var settings = recovery.context().settings();
    try (var repository = tools.repositories().open(settings.repository())) {
      return exchange.open(recovery, StoredPoint.open(repository, recovery.context()));
    }
  }

  @Override
  public RunFact failed(Work work, Problem problem) {
    var order = work.order(RecoveryStepStarted.class);
    return new DatabaseStepFailed(
        order.system(), order.run(), order.ordinal(), order.step(), problem);
  }

  /** Nothing is taken back here: the scheduler orders UNDO_DATABASE, which knows what was made. */
  @Override
  public RunFact cancelled(Work work) {
    return new DumpWorkCancelled(work.system(), work.run());
  }
}
