package dev.davit.postgres.profile;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What must hold between Pixeltable's metadata and its store tables. */
final class PixeltableChecks {
  private static final String STORED =
      """
      SELECT t.md->>'name', x.store, coalesce(string_agg(x.name, ', ' ORDER BY x.name), '')
      FROM public.tables t, LATERAL (
        SELECT coalesce(want.store, have.store) AS store,
               coalesce('lacks ' || want.name, 'has ' || have.name) AS name, want.name AS w,
               have.name AS h
        FROM (SELECT %1$s AS store, 'col_' || c.key || s.suffix AS name
              FROM jsonb_each(t.md->'column_md') c,
                   LATERAL (VALUES ('', (c.value->>'stored')::boolean),
                                   ('_cellmd', (c.value->>'stores_cellmd')::boolean))
                           s (suffix, there) WHERE s.there) want
        FULL JOIN (SELECT %1$s AS store, a.attname::text AS name FROM pg_attribute a
              WHERE a.attrelid = to_regclass('public.' || %1$s) AND a.attnum > 0
                AND NOT a.attisdropped AND a.attname LIKE 'col\\_%%') have
        ON want.name = have.name) x
      WHERE to_regclass('public.' || %1$s) IS NOT NULL AND (x.w IS NULL OR x.h IS NULL)
      GROUP BY 1, 2 ORDER BY 1
      """
          .formatted(PixeltableColumns.STORE);

  private static final String NO_STORE =
      "SELECT t.md->>'name', "
          + PixeltableColumns.STORE
          + " FROM public.tables t WHERE to_regclass('public.' || "
          + PixeltableColumns.STORE
          + ") IS NULL AND NOT (coalesce((t.md->'view_md'->>'is_snapshot')::boolean, false)"
          + " AND coalesce(jsonb_typeof(t.md->'view_md'->'predicate'), 'null') = 'null'"
          + " AND coalesce(jsonb_typeof(t.md->'view_md'->'sample_clause'), 'null') = 'null'"
          + " AND t.md->'column_md' = '{}') ORDER BY 1";

  private static final String NO_VERSION =
      "SELECT t.md->>'name', t.md->>'current_version' FROM public.tables t WHERE NOT EXISTS"
          + " (SELECT 1 FROM public.tableversions v WHERE v.tbl_id = t.id"
          + " AND v.version = (t.md->>'current_version')::bigint) ORDER BY 1";

  private static final String NO_SCHEMA_VERSION =
      "SELECT t.md->>'name', t.md->>'current_schema_version' FROM public.tables t WHERE NOT EXISTS"
          + " (SELECT 1 FROM public.tableschemaversions v WHERE v.tbl_id = t.id"
          + " AND v.schema_version = (t.md->>'current_schema_version')::bigint) ORDER BY 1";

  private static final String INVALID_INDEXES =
      "SELECT indrelid::regclass::text, indexrelid::regclass::text FROM pg_index"
          + " WHERE NOT indisvalid ORDER BY 1, 2";

  private static final String LIMITS =
      "SELECT t.md->>'name', "
          + PixeltableColumns.STORE
          + ", (t.md->>'current_version')::bigint, (t.md->>'next_row_id')::bigint,"
          + " jsonb_typeof(t.md->'view_md') = 'object' FROM public.tables t"
          + " WHERE to_regclass('public.' || "
          + PixeltableColumns.STORE
          + ") IS NOT NULL AND coalesce((t.md->>'is_data_versioned')::boolean, true) ORDER BY 1";

  private PixeltableChecks() {}

  static List<String> run(Connection database) throws SQLException {
    var all = new ArrayList<String>();
    PixeltableProfile.unfinished(database)
        .forEach(t -> all.add("table \"" + t + "\" has unfinished operations"));
    find(database, NO_STORE, "table \"%s\" has no store table %s", all);
    find(database, STORED, "table \"%s\": its store table %s %s", all);
    find(database, NO_VERSION, "table \"%s\" lacks its current version %s", all);
    find(database, NO_SCHEMA_VERSION, "table \"%s\" lacks its schema version %s", all);
    find(database, INVALID_INDEXES, "table %s: index %s is not valid", all);
    limits(database, all);
    return all;
  }

  private static void find(Connection database, String sql, String form, List<String> to)
      throws SQLException {
    try (var s = database.createStatement();
        var r = s.executeQuery(sql)) {
      int width = r.getMetaData().getColumnCount();
      while (r.next()) {
        var values = new Object[width];
        for (int i = 0; i < width; i++) {
          values[i] = r.getString(i + 1);
        }
        to.add(form.formatted(values));
      }
    }
  }

  private record Limit(String name, String store, long version, long nextRow, boolean view) {}

  /** No row may be of a version, or have an id, that its table has not reached. */
  private static void limits(Connection database, List<String> to) throws SQLException {
    var tables = new ArrayList<Limit>();
    try (var s = database.createStatement();
        var r = s.executeQuery(LIMITS)) {
      while (r.next()) {
        tables.add(
            new Limit(r.getString(1), r.getString(2), r.getLong(3), r.getLong(4), r.getBoolean(5)));
      }
    }
    for (Limit t : tables) {
      String sql =
          "SELECT coalesce(max(v_min), 0), coalesce(max(rowid), -1) FROM public.\""
              + t.store()
              + "\"";
      try (var s = database.createStatement();
          var r = s.executeQuery(sql)) {
        r.next();
        if (r.getLong(1) > t.version()) {
          to.add(
              "table \"%s\" has rows of version %d, after its current one"
                  .formatted(t.name(), r.getLong(1)));
        }
        if (!t.view() && r.getLong(2) >= t.nextRow()) {
          to.add("table \"%s\" has row %d, beyond its next one".formatted(t.name(), r.getLong(2)));
        }
      }
    }
  }
}
