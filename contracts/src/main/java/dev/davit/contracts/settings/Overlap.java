package dev.davit.contracts.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/**
 * What a schedule's fire does while another run of its system is live, in Temporal's words. There
 * is never more than one backup of a system at a time, whichever is chosen.
 */
public enum Overlap {
  /** Nothing: the fire is a recorded miss. */
  @JsonProperty("skip")
  SKIP,
  /** It waits until the other run has ended. One fire at most waits; others are missed. */
  @JsonProperty("buffer-one")
  BUFFER_ONE,
  /**
   * It ends a backup that a schedule began, and then starts. For what people or other systems asked
   * for, backup or recovery, it waits as {@link #BUFFER_ONE} does.
   */
  @JsonProperty("cancel-other")
  CANCEL_OTHER,
  /**
   * It starts beside a run of another kind that touches nothing that a backup reads: a recovery
   * into an empty place elsewhere. Beside any other it is missed as with {@link #SKIP}.
   */
  @JsonProperty("allow")
  ALLOW;

  /** As definitions have it: {@code buffer-one}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
