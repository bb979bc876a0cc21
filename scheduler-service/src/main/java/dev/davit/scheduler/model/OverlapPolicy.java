package dev.davit.scheduler.model;

import dev.davit.contracts.RunId;
import dev.davit.contracts.settings.Overlap;
import java.util.List;
import java.util.Locale;

/** Judges what a schedule's fire does that comes while other runs of its system are live. */
public final class OverlapPolicy {
  private OverlapPolicy() {}

  /** A live backup or recovery of the system. */
  public record Live(Run run, Origin origin) {
    @Override
    public String toString() {
      String state = run.getClass().getSimpleName().toLowerCase(Locale.ROOT);
      return run.kind() + " " + run.id() + " is " + state;
    }
  }

  /** What the fire does. */
  public sealed interface Decision {}

  /** Its run begins. */
  public record Start() implements Decision {}

  /** It is missed, and why. */
  public record Skip(String why) implements Decision {}

  /**
   * It waits until no run is live.
   *
   * @param cancel the run that is to end for it; null: none
   */
  public record Wait(String why, RunId cancel) implements Decision {}

  /**
   * @param live backups and recoveries of the system
   * @param another an earlier fire of the schedule waits already
   */
  public static Decision decide(Overlap policy, List<Live> live, boolean another) {
    if (another) {
      return new Skip("an earlier fire waits already");
    }
    if (live.isEmpty()) {
      return new Start();
    }
    return switch (policy) {
      case SKIP -> new Skip(live.getFirst().toString());
      case BUFFER_ONE -> new Wait(live.getFirst().toString(), null);
      case CANCEL_OTHER -> new Wait(live.getFirst().toString(), cancelled(live));
      case ALLOW ->
          live.stream()
              .filter(other -> !mayRunBesideBackup(other.run()))
              .findFirst()
              .<Decision>map(other -> new Skip(other.toString()))
              .orElseGet(Start::new);
    };
  }

  /** What somebody asked for is not a schedule's to end. */
  private static RunId cancelled(List<Live> live) {
    return live.stream()
        .filter(other -> other.run() instanceof BackupRun && other.origin().bySchedule())
        .map(other -> other.run().id())
        .findFirst()
        .orElse(null);
  }

  /** A recovery into an empty place elsewhere only reads what backups wrote before. */
  private static boolean mayRunBesideBackup(Run run) {
    return run instanceof RecoveryRun.Live recovery && recovery.goesElsewhere();
  }
}
