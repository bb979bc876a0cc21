package dev.davit.e2e.simulation;

import dev.davit.contracts.Pin;
import dev.davit.contracts.PointId;
import dev.davit.contracts.RunId;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.event.RecoveryStep;
import dev.davit.contracts.event.RecoveryStepStarted;
import dev.davit.contracts.event.TargetSurvey;
import dev.davit.contracts.point.PartManifest;
import dev.davit.kit.work.Work;
import dev.davit.kit.work.WorkStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** The small change of which scripts make their facts. */
record Facts(InstantSource clock, boolean emptyTarget) {
  Instant now() {
    return clock.instant();
  }

  PartManifest part(String name, Pin pin) {
    return new PartManifest(name, "%064x".formatted(pin.ordinal()), 1, 1, 1);
  }

  /** A run's one point. */
  PointId point(RunId run) {
    return new PointId(UUID.nameUUIDFromBytes(("point " + run).getBytes(StandardCharsets.UTF_8)));
  }

  TargetSurvey survey(RunId run) {
    return new TargetSurvey(emptyTarget, 1, null, List.of(), List.of());
  }

  TargetSurvey obstacle(Problem problem) {
    return new TargetSurvey(false, 0, null, List.of(), List.of(problem));
  }

  void noteGivenUp(RecoveryStepStarted order, SimulatedTarget target) {
    if (order.step() == RecoveryStep.UNDO_DATABASE || order.step() == RecoveryStep.UNDO_MEDIA) {
      target.leaveToPeople(order.run());
    }
  }

  /** As a handler asks right before what cannot be undone. */
  void requireHeld(Work work, WorkStore store) {
    if (store.heartbeat(work, Duration.ofSeconds(20)) != WorkStore.Heartbeat.HELD) {
      throw new DavitException(ErrorCode.LEASE_LOST, "work", "it is to end");
    }
  }
}
