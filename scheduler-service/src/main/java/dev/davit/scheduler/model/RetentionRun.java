package dev.davit.scheduler.model;

import dev.davit.contracts.RunId;
import dev.davit.contracts.error.Problem;
import java.util.EnumSet;
import java.util.Set;

/** The states of a retention run: expiring → completed or failed. */
public sealed interface RetentionRun extends Run {

  static RetentionRun begin(RunId id) {
    return new Expiring(id);
  }

  /** audit-service forgets what no rule keeps. */
  record Expiring(RunId id) implements RetentionRun {
    @Override
    public Set<Service> waitsFor() {
      return EnumSet.of(Service.AUDIT);
    }

    public Completed completed(int expired) {
      return new Completed(id, expired);
    }

    public Failed fail(Problem why) {
      return new Failed(id, why);
    }
  }

  /**
   * @param expired how many points were forgotten
   */
  record Completed(RunId id, int expired) implements RetentionRun {
    @Override
    public boolean ended() {
      return true;
    }
  }

  record Failed(RunId id, Problem problem) implements RetentionRun {
    @Override
    public boolean ended() {
      return true;
    }
  }
}
