package dev.davit.contracts;

import java.util.Optional;
import java.util.UUID;

/** UUIDs in their one full form; the JDK reads shortened ones as well, as other ids. */
final class CanonicalUuid {
  private CanonicalUuid() {}

  /** In either case; empty for anything else. */
  static Optional<UUID> read(String text) {
    try {
      return Optional.ofNullable(text)
          .map(UUID::fromString)
          .filter(uuid -> uuid.toString().equalsIgnoreCase(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
