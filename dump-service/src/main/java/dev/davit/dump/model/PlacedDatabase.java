package dev.davit.dump.model;

import dev.davit.contracts.point.DatabaseManifest;

/**
 * A captured database and where this recovery puts it.
 *
 * @param name what clients will call it
 * @param filled what it is called while it is filled: {@code name}, or a name beside it
 */
public record PlacedDatabase(DatabaseManifest captured, String name, String filled) {
  /** True if it must change names before clients see it. */
  public boolean isBeside() {
    return !filled.equals(name);
  }
}
