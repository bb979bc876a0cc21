package dev.davit.scheduler.model;

import java.util.Locale;

/** The services that work for runs. */
public enum Service {
  DUMP,
  MEDIA,
  AUDIT;

  /** Its own name, {@code dump-service}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT) + "-service";
  }
}
