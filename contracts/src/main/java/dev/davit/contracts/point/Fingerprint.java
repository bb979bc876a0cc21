package dev.davit.contracts.point;

import java.util.List;
import java.util.Objects;

/**
 * Number and order-independent sum of a table's rows, as they stand in COPY text format. Two tables
 * with equal fingerprints over the same columns hold equal rows, whatever their physical order.
 *
 * @param schema schema name, unquoted
 * @param table table name, unquoted
 * @param columns column names in COPY order, unquoted
 * @param sum 32 hexadecimal digits: the 128-bit sum of each line's hash
 */
public record Fingerprint(
    String schema, String table, List<String> columns, long rows, String sum) {
  public Fingerprint {
    Objects.requireNonNull(schema, "schema");
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(sum, "sum");
    columns = List.copyOf(columns);
  }
}
