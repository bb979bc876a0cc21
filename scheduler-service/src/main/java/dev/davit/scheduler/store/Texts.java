package dev.davit.scheduler.store;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * Columns of several rows as texts, for statements that read rows from arrays: one statement writes
 * as many rows as it is given, at little more than the cost of one.
 */
final class Texts {
  private Texts() {}

  /**
   * @param value of the column, by its own text; null stays null
   */
  static <T> List<String> of(Collection<T> rows, Function<? super T, Object> value) {
    return rows.stream()
        .map(row -> {
          Object found = value.apply(row);
          return found == null ? null : found.toString();
        })
        .toList();
  }
}
