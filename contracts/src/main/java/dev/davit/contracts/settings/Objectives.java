package dev.davit.contracts.settings;

import java.time.Duration;

/**
 * What the owner of a system promises: at most {@code rpo} of lost work, back within {@code rto}.
 * Null: not promised.
 */
public record Objectives(Duration rpo, Duration rto) {
  public static final Objectives NONE = new Objectives(null, null);
}
