package dev.davit.scheduler.boot;

import dev.davit.kit.check.UnknownKeys;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** The keys of {@link SchedulerConfig}; a misspelt one would quietly do nothing. */
final class SchedulerKeys {
  static final List<String> ALL =
      List.of(
          "davit.runs.silence",
          "davit.schedules.enabled",
          "davit.services.dump",
          "davit.services.media",
          "davit.services.audit");

  private SchedulerKeys() {}

  /** CONFIG_UNKNOWN_KEY with the nearest key. */
  static void refuseUnknown(Config config) {
    UnknownKeys.refuse("davit.", ALL, config.getPropertyNames());
  }
}
