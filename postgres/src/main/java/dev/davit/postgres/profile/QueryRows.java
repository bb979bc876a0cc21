package dev.davit.postgres.profile;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.postgresql.PGResultSetMetaData;

/**
 * Where the rows of an operator's query come from, as far as the server tells: table and column of
 * the first column if it is no expression, and the further columns, which identify the row.
 */
final class QueryRows {
  private final ResultSet rows;
  private final String table;
  private final String column;

  private QueryRows(ResultSet rows, String table, String column) {
    this.rows = rows;
    this.table = table;
    this.column = column;
  }

  /**
   * @param number of the query, for expressions, which belong to no table
   */
  static QueryRows of(ResultSet rows, int number) throws SQLException {
    var source = rows.getMetaData().unwrap(PGResultSetMetaData.class);
    String table = source.getBaseTableName(1);
    return table == null || table.isEmpty()
        ? new QueryRows(rows, null, "query " + number)
        : new QueryRows(
            rows, source.getBaseSchemaName(1) + "." + table, source.getBaseColumnName(1));
  }

  /** Of the row that the cursor stands on. */
  ReferenceKinds.Cell cell() throws SQLException {
    var names = rows.getMetaData();
    var row = new StringBuilder();
    for (int i = 2; i <= names.getColumnCount(); i++) {
      row.append(row.isEmpty() ? "" : " ")
          .append(names.getColumnLabel(i))
          .append('=')
          .append(rows.getString(i));
    }
    return new ReferenceKinds.Cell(table, column, row.isEmpty() ? null : row.toString());
  }
}
