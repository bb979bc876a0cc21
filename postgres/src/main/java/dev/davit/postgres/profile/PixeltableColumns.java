package dev.davit.postgres.profile;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns of Pixeltable's store tables that name files, over all schema versions.
 *
 * <p>A media column is found by its type in any schema version, because rows of older versions keep
 * the value of a column that has been dropped since. Columns without a name belong to indexes and
 * repeat a media column. Cell metadata names the files that hold arrays and binary data too large
 * for a cell.
 */
final class PixeltableColumns {
  /** What a column holds. */
  enum Kind {
    /** A URL. */
    MEDIA,
    /** A URL that repeats that of a media column, for an index. */
    INDEX,
    /** JSON with a list of URLs. */
    CELLMD
  }

  /**
   * @param table store table in schema public; lower-case letters, digits, underscores
   * @param name likewise
   */
  record Column(String table, String name, Kind kind) {}

  static final String STORE =
      "(CASE WHEN jsonb_typeof(t.md->'view_md') = 'object' THEN 'view_' ELSE 'tbl_' END"
          + " || replace(t.id::text, '-', ''))";

  private static final String SQL =
      """
      WITH media AS (
        SELECT DISTINCT s.tbl_id, c.key AS id
        FROM public.tableschemaversions s, jsonb_each(s.md->'columns') c
        WHERE c.value->>'name' IS NOT NULL AND c.value->'col_type'->>'_classname'
              IN ('ImageType', 'VideoType', 'AudioType', 'DocumentType')),
      col AS (
        SELECT t.id AS tbl_id, %1$s AS store, c.key AS id,
               coalesce((c.value->>'stored')::boolean, false) AS stored,
               coalesce((c.value->>'stores_cellmd')::boolean, false) AS cellmd
        FROM public.tables t, jsonb_each(t.md->'column_md') c),
      idx AS (
        SELECT t.id AS tbl_id, v.id
        FROM public.tables t, jsonb_each(t.md->'index_md') i,
             LATERAL (VALUES (i.value->>'index_val_col_id'),
                             (i.value->>'index_val_undo_col_id')) v (id)
        WHERE EXISTS (SELECT 1 FROM media m WHERE m.id = i.value->>'indexed_col_id'
              AND m.tbl_id::text = coalesce(i.value->>'indexed_col_tbl_id', t.id::text))),
      named AS (
        SELECT store, 'col_' || id AS name, id, 0 AS kind FROM col JOIN media USING (tbl_id, id)
          WHERE stored
        UNION SELECT store, 'col_' || id, id, 1 FROM col JOIN idx USING (tbl_id, id) WHERE stored
        UNION SELECT store, 'col_' || id || '_cellmd', id, 2 FROM col WHERE cellmd)
      SELECT n.store, n.name, n.kind FROM named n
      JOIN pg_class c ON c.relname = n.store AND c.relkind = 'r'
           AND c.relnamespace = 'public'::regnamespace
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = n.name AND NOT a.attisdropped
      WHERE n.kind <> 1 OR a.atttypid IN ('varchar'::regtype, 'text'::regtype)
      ORDER BY n.store, n.id::int, n.kind
      """
          .formatted(STORE);

  private PixeltableColumns() {}

  static List<Column> all(Connection database) throws SQLException {
    var all = new ArrayList<Column>();
    try (var s = database.createStatement();
        var r = s.executeQuery(SQL)) {
      while (r.next()) {
        all.add(new Column(r.getString(1), r.getString(2), Kind.values()[r.getInt(3)]));
      }
    }
    return all;
  }

  static Map<String, List<Column>> byTable(Connection database) throws SQLException {
    var all = new LinkedHashMap<String, List<Column>>();
    for (Column c : all(database)) {
      all.computeIfAbsent(c.table(), t -> new ArrayList<>()).add(c);
    }
    return all;
  }
}
