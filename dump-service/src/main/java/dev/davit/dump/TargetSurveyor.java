package dev.davit.dump;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.event.DatabaseTargetSurveyed;
import dev.davit.contracts.event.DumpWorkCancelled;
import dev.davit.contracts.event.RecoveryStarted;
import dev.davit.contracts.event.RunFact;
import dev.davit.contracts.event.TargetSurvey;
import dev.davit.dump.model.RecoveryPlace;
import dev.davit.kit.work.Lease;
import dev.davit.kit.work.Work;
import dev.davit.kit.work.WorkHandler;
import java.util.List;

/**
 * Looks at where a recovery would go: what is there, whether it fits, what is missing. Changes
 * nothing, starts no server. Thread-safe.
 */
public final class TargetSurveyor implements WorkHandler {
  private final RecoveryTools tools;

  public TargetSurveyor(RecoveryTools tools) {
    this.tools = tools;
  }

  @Override
  public RunFact run(Work work, Lease lease) throws Exception {
    var order = work.order(RecoveryStarted.class);
    var context = order.context();
    try (var repository = tools.repositories().open(context.settings().repository())) {
      var point = StoredPoint.open(repository, context);
      var survey = survey(RecoveryPlace.of(context), point, context.replace());
      return new DatabaseTargetSurveyed(order.system(), order.run(), survey);
    }
  }

  private TargetSurvey survey(RecoveryPlace place, StoredPoint point, boolean replace)
      throws InterruptedException {
    var looking = new PlaceSurvey(tools, place, point.databases(), replace);
    try {
      return looking.run();
    } catch (DavitException e) {
      if (isPassing(e.code())) {
        throw e;
      }
      return looking.refused(e.problem());
    }
  }

  /** Tried again instead of forbidding the recovery; an unreachable target does forbid it. */
  private static boolean isPassing(ErrorCode code) {
    return code == ErrorCode.STORE_UNAVAILABLE
        || code == ErrorCode.STORE_THROTTLED
        || code == ErrorCode.STATE_UNAVAILABLE
        || code == ErrorCode.LEASE_LOST
        || code == ErrorCode.CANCELLED;
  }

  /** A survey that cannot be made, because the point cannot be read, is an obstacle as well. */
  @Override
  public RunFact failed(Work work, Problem problem) {
    return new DatabaseTargetSurveyed(
        work.system(), work.run(), new TargetSurvey(false, 0, null, List.of(), List.of(problem)));
  }

  @Override
  public RunFact cancelled(Work work) {
    return new DumpWorkCancelled(work.system(), work.run());
  }
}
