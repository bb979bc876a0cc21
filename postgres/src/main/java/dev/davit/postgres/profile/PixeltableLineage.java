package dev.davit.postgres.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.davit.contracts.point.TableVersion;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;

/** Each Pixeltable table with its current versions and columns. */
final class PixeltableLineage {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Path of each directory by id; the root has none. */
  static final String PATHS =
      """
      WITH RECURSIVE path (id, name) AS (
        SELECT id, md->>'name' FROM public.dirs WHERE parent_id IS NULL
        UNION ALL
        SELECT d.id, CASE p.name WHEN '' THEN '' ELSE p.name || '/' END || (d.md->>'name')
        FROM public.dirs d JOIN path p ON d.parent_id = p.id)
      """;

  /** A table's path; one that is being dropped has no directory. */
  static final String NAME = "coalesce(nullif(p.name, '') || '/', '') || (t.md->>'name')";

  private static final String SQL =
      PATHS
          + "SELECT "
          + NAME
          + ", t.id, to_regclass('public.' || "
          + PixeltableColumns.STORE
          + ")::text, (t.md->>'current_version')::bigint,"
          + " (t.md->>'current_schema_version')::bigint, (v.md->>'created_at')::float8,"
          + " t.md->'view_md', coalesce((t.md->>'is_data_versioned')::boolean, true),"
          + " s.md->'columns' FROM public.tables t LEFT JOIN path p ON p.id = t.dir_id"
          + " LEFT JOIN public.tableversions v ON v.tbl_id = t.id"
          + " AND v.version = (t.md->>'current_version')::bigint"
          + " LEFT JOIN public.tableschemaversions s ON s.tbl_id = t.id"
          + " AND s.schema_version = (t.md->>'current_schema_version')::bigint";

  private PixeltableLineage() {}

  static List<TableVersion> read(Connection database, String name) throws SQLException {
    var all = new ArrayList<TableVersion>();
    try (var s = database.createStatement();
        var r = s.executeQuery(SQL)) {
      while (r.next()) {
        all.add(table(r, name));
      }
    } catch (IOException e) {
      throw new SQLException("a table's metadata is no JSON", e);
    }
    all.sort(Comparator.comparing(TableVersion::name).thenComparing(TableVersion::id));
    return all;
  }

  private static TableVersion table(ResultSet r, String database) throws SQLException, IOException {
    double created = r.getDouble(6);
    Instant at = r.wasNull() ? null : Instant.ofEpochMilli(Math.round(created * 1000));
    return new TableVersion(
        database,
        r.getString(1),
        r.getString(2),
        kind(tree(r.getString(7)), r.getBoolean(8)),
        r.getString(3),
        r.getLong(4),
        r.getLong(5),
        at,
        columns(tree(r.getString(9))));
  }

  private static JsonNode tree(String json) throws IOException {
    return json == null ? JSON.missingNode() : JSON.readTree(json);
  }

  private static String kind(JsonNode view, boolean versioned) {
    if (!view.isObject()) {
      return versioned ? "table" : "operational table";
    }
    if (view.path("is_snapshot").asBoolean()) {
      return "snapshot";
    }
    return view.path("iterator_call").isObject() ? "component view" : "view";
  }

  private static List<String> columns(JsonNode columns) {
    return StreamSupport.stream(columns.spliterator(), false)
        .filter(c -> c.path("name").isTextual())
        .sorted(Comparator.comparingInt(c -> c.path("pos").asInt()))
        .map(c -> c.path("name").asText() + ": " + type(c.path("col_type")))
        .toList();
  }

  private static String type(JsonNode type) {
    String name = type.path("_classname").asText("?");
    return name.endsWith("Type") ? name.substring(0, name.length() - 4) : name;
  }
}
