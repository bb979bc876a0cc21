package dev.davit.contracts.point;

import java.time.Instant;

/**
 * Lineage of one application table as of the point.
 *
 * @param name the application's own path of the table, {@code app/documents}
 * @param id the application's own id
 * @param storeTable name of the database table that holds its rows; null if it has none
 * @param columns name and type of each column, {@code title: String}
 */
public record TableVersion(
    String database,
    String name,
    String id,
    String kind,
    String storeTable,
    long version,
    long schemaVersion,
    Instant createdAt,
    java.util.List<String> columns) {
  public TableVersion {
    columns = columns == null ? java.util.List.of() : java.util.List.copyOf(columns);
  }
}
