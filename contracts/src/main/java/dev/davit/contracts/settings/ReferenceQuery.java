package dev.davit.contracts.settings;

import java.util.Objects;

/**
 * SQL of the {@code generic} profile that lists media references: first a text column with absolute
 * paths or {@code file:} URLs, or paths below the named root.
 *
 * @param database where it runs; null: in every database captured
 * @param root name of the {@link MediaRoot} that relative paths belong to; null: paths are absolute
 */
public record ReferenceQuery(String database, String root, String sql) {
  public ReferenceQuery {
    Objects.requireNonNull(sql, "sql");
  }
}
