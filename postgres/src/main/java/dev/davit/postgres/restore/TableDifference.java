package dev.davit.postgres.restore;

/**
 * A table whose rows are not those that were captured.
 *
 * @param actualRows -1 if there is no such table or it cannot be read
 */
public record TableDifference(
    String schema, String table, long expectedRows, long actualRows, String reason) {}
