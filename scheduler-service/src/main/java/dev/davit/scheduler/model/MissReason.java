package dev.davit.scheduler.model;

import java.util.Locale;

/** Why a nominal fire has no run. Words for tables and metrics: a closed, small list. */
public enum MissReason {
  /** No scheduler came to it in time, and a newer fire, or none, was made up for. */
  NOT_RUNNING,
  /** Another run was live, and the schedule's overlap policy does not wait for it. */
  OVERLAP,
  /** The schedule was paused. */
  PAUSED,
  /** It could not start within the schedule's starting deadline. */
  DEADLINE,
  /** The schedule was changed or ended before the fire was started. */
  CHANGED,
  /** The run could not be started. */
  REFUSED;

  /** {@code not-running}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
