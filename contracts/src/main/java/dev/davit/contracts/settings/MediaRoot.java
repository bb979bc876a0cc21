package dev.davit.contracts.settings;

import java.util.List;
import java.util.Objects;

/**
 * A directory of media files, stored as {@code media/<name>/…} in every recovery point.
 *
 * @param name a short name, one path component, unique in the system
 * @param path absolute path
 * @param exclude names or globs relative to the root that are not captured
 */
public record MediaRoot(String name, String path, List<String> exclude) {
  public MediaRoot {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(path, "path");
    exclude = exclude == null ? List.of() : List.copyOf(exclude);
  }
}
