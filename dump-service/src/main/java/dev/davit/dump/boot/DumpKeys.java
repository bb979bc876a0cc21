package dev.davit.dump.boot;

import dev.davit.kit.check.UnknownKeys;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** The keys of {@link DumpConfig}; a misspelt one would quietly do nothing. */
final class DumpKeys {
  static final List<String> ALL =
      List.of(
          "davit.staging",
          "davit.cache",
          "davit.workers",
          "davit.lease",
          "davit.postgres.programs",
          "davit.postgres.jobs",
          "davit.postgres.guard-wait");

  private DumpKeys() {}

  /** CONFIG_UNKNOWN_KEY with the nearest key. */
  static void refuseUnknown(Config config) {
    UnknownKeys.refuse("davit.", ALL, config.getPropertyNames());
  }
}
