package dev.davit.contracts.event;

import dev.davit.contracts.error.Problem;
import java.util.List;

/**
 * What a service found at a recovery's target, having changed nothing.
 *
 * @param empty nothing there that a restore would touch
 * @param neededBytes size of what would be written
 * @param freeBytes free space there; null if it cannot be known
 * @param obstacles what forbids the recovery, missing extensions for one; empty: go ahead
 */
public record TargetSurvey(
    boolean empty,
    long neededBytes,
    Long freeBytes,
    List<String> findings,
    List<Problem> obstacles) {
  public TargetSurvey {
    findings = findings == null ? List.of() : List.copyOf(findings);
    obstacles = obstacles == null ? List.of() : List.copyOf(obstacles);
  }
}
