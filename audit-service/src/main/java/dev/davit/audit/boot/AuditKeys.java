package dev.davit.audit.boot;

import dev.davit.kit.check.UnknownKeys;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** The keys of {@link AuditConfig}; a misspelt one would quietly do nothing. */
final class AuditKeys {
  static final List<String> ALL =
      List.of(
          "davit.signing-key",
          "davit.trusted-keys",
          "davit.cache",
          "davit.workers",
          "davit.lease",
          "davit.checkpoint-interval",
          "davit.sample-bytes");

  private AuditKeys() {}

  /** CONFIG_UNKNOWN_KEY with the nearest key. */
  static void refuseUnknown(Config config) {
    UnknownKeys.refuse("davit.", ALL, config.getPropertyNames());
  }
}
