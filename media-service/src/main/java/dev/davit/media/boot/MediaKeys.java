package dev.davit.media.boot;

import dev.davit.kit.check.UnknownKeys;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** The keys of {@link MediaConfig}; a misspelt one would quietly do nothing. */
final class MediaKeys {
  static final List<String> ALL =
      List.of("davit.cache", "davit.workers", "davit.lease", "davit.references-wait");

  private MediaKeys() {}

  /** CONFIG_UNKNOWN_KEY with the nearest key. */
  static void refuseUnknown(Config config) {
    UnknownKeys.refuse("davit.", ALL, config.getPropertyNames());
  }
}
