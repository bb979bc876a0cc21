package dev.davit.repository.restore;

import java.util.Arrays;
import java.util.List;

/**
 * What of a directory is wanted: everything, or one entry and from that on the rest.
 *
 * @param names components still to be met; empty: everything
 */
record Include(List<String> names) {
  /**
   * @param path null or empty for everything
   */
  static Include of(String path) {
    if (path == null) {
      return new Include(List.of());
    }
    return new Include(Arrays.stream(path.split("/")).filter(name -> !name.isEmpty()).toList());
  }

  boolean isAll() {
    return names.isEmpty();
  }

  boolean wants(String name) {
    return isAll() || names.getFirst().equals(name);
  }

  /** For what is below the wanted entry. */
  Include below() {
    return isAll() ? this : new Include(names.subList(1, names.size()));
  }
}
