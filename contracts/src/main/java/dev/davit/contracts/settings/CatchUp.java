package dev.davit.contracts.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Which of the fires that no scheduler was there for are made up for. */
public enum CatchUp {
  /** The newest; a backup of now stands for all that were missed. */
  @JsonProperty("newest")
  NEWEST,
  /** None: a fire is on time, by a minute, or missed. */
  @JsonProperty("none")
  NONE;

  /** As definitions have it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
