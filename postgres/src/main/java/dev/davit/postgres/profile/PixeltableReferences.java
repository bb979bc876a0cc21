package dev.davit.postgres.profile;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads every file name out of Pixeltable's store tables, dead rows and old versions included. */
final class PixeltableReferences {
  private static final int FETCH = 2000;

  private PixeltableReferences() {}

  static void read(Connection database, ReferenceKinds kinds, ReferenceSorter to)
      throws SQLException, IOException {
    for (var column : PixeltableColumns.all(database)) {
      if (column.kind() != PixeltableColumns.Kind.INDEX) {
        read(database, column, kinds, to);
      }
    }
  }

  private static void read(
      Connection database,
      PixeltableColumns.Column column,
      ReferenceKinds kinds,
      ReferenceSorter to)
      throws SQLException, IOException {
    try (var s = database.createStatement()) {
      s.setFetchSize(FETCH);
      try (ResultSet r = s.executeQuery(sql(column))) {
        while (r.next()) {
          var cell =
              new ReferenceKinds.Cell(
                  "public." + column.table(), column.name(), "rowid=" + r.getString(3));
          to.add(kinds.ofUrl(r.getString(1), cell, r.getLong(2)));
        }
      }
    }
  }

  private static String sql(PixeltableColumns.Column column) {
    String table = "public.\"" + column.table() + "\" r";
    String name = "r.\"" + column.name() + "\"";
    return column.kind() == PixeltableColumns.Kind.CELLMD
        ? "SELECT u, count(*), min(r.rowid::text) FROM "
            + table
            + ", jsonb_array_elements_text("
            + name
            + "->'file_urls') u WHERE jsonb_typeof("
            + name
            + "->'file_urls') = 'array' AND u IS NOT NULL GROUP BY 1"
        : "SELECT "
            + name
            + ", count(*), min(r.rowid::text) FROM "
            + table
            + " WHERE "
            + name
            + " IS NOT NULL GROUP BY 1";
  }
}
