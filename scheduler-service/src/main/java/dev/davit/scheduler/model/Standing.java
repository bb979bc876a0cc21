package dev.davit.scheduler.model;

import dev.davit.contracts.settings.Objectives;
import java.time.Duration;
import java.time.Instant;

/**
 * How a protected system stands against what its owner promised. Open points never count.
 *
 * @param points how many recovery points there are
 * @param lastPointAt the moment that the newest sealed point captures; null: none
 * @param age of that moment; null: none
 * @param lastBackup how long the newest backup that ended well took; null: none
 * @param lastRecovery how long the newest recovery that ended well took; null: none
 */
public record Standing(
    Objectives promised,
    int points,
    Instant lastPointAt,
    Duration age,
    Duration lastBackup,
    Duration lastRecovery) {

  /** How a promise stands. */
  public enum Verdict {
    NOT_PROMISED("not promised"),
    /** No recovery has shown yet how long one takes. */
    NOT_PROVEN("not proven"),
    MET("met"),
    BREACHED("breached");

    private final String words;

    Verdict(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /** Without any sealed point the promise is broken. */
  public Verdict rpo() {
    if (promised.rpo() == null) {
      return Verdict.NOT_PROMISED;
    }
    return age != null && age.compareTo(promised.rpo()) <= 0 ? Verdict.MET : Verdict.BREACHED;
  }

  /** Judged by the newest recovery that ended well. */
  public Verdict rto() {
    if (promised.rto() == null) {
      return Verdict.NOT_PROMISED;
    }
    if (lastRecovery == null) {
      return Verdict.NOT_PROVEN;
    }
    return lastRecovery.compareTo(promised.rto()) <= 0 ? Verdict.MET : Verdict.BREACHED;
  }
}
