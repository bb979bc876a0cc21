package dev.davit.media;

import dev.davit.contracts.error.Problem;
import dev.davit.contracts.event.MediaTargetSurveyed;
import dev.davit.contracts.event.MediaWorkCancelled;
import dev.davit.contracts.event.RecoveryStarted;
import dev.davit.contracts.event.RunFact;
import dev.davit.contracts.event.TargetSurvey;
import dev.davit.kit.work.Lease;
import dev.davit.kit.work.Work;
import dev.davit.kit.work.WorkHandler;
import dev.davit.media.model.MediaPlaces;
import dev.davit.media.model.SideNames;
import java.util.List;

/**
 * Looks at where the media of a recovery would go: what is there, whether it fits, what forbids it.
 * Changes nothing. Thread-safe.
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
      var places = MediaPlaces.of(point.manifest(), context);
      var survey =
          new PlaceSurvey(point, places, context, SideNames.of(order.run()), lease::cancelled);
      return new MediaTargetSurveyed(order.system(), order.run(), survey.run());
    }
  }

  /** A survey that cannot be made, because the point cannot be read, is an obstacle as well. */
  @Override
  public RunFact failed(Work work, Problem problem) {
    return new MediaTargetSurveyed(
        work.system(), work.run(), new TargetSurvey(false, 0, null, List.of(), List.of(problem)));
  }

  @Override
  public RunFact cancelled(Work work) {
    return new MediaWorkCancelled(work.system(), work.run());
  }
}
