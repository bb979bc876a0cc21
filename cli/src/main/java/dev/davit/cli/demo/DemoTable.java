package dev.davit.cli.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One table, view or snapshot of the generated source: its place in the catalog, its versions, and
 * the SQL that makes its store table. Not thread-safe.
 */
final class DemoTable {
  /** {@code v_max} of a row that is live. */
  static final long LIVE = Long.MAX_VALUE;

  /** What a catalog entry is. */
  enum Kind {
    TABLE,
    /** One row per piece of a base row: position column beside the row id. */
    COMPONENT_VIEW,
    /** A catalog entry without a store table. */
    SNAPSHOT,
    /** Rows that are really deleted, without versions. */
    OPERATIONAL
  }

  final String name;
  final Kind kind;
  final UUID id;
  final DemoTable base;
  final List<DemoColumn> columns = new ArrayList<>();
  int version;
  int schemaVersion;
  long nextRow;

  DemoTable(String name, Kind kind, UUID id, DemoTable base) {
    this.name = name;
    this.kind = kind;
    this.id = id;
    this.base = base;
  }

  /** Adds a stored column with the next id. */
  DemoTable column(String columnName, String type, String sql, boolean cellMetadata) {
    columns.add(
        new DemoColumn(
            columns.size(), columnName, type, sql, cellMetadata, false, false, version, null));
    return this;
  }

  DemoTable primaryKey(String columnName, String type, String sql) {
    columns.add(
        new DemoColumn(columns.size(), columnName, type, sql, false, true, false, version, null));
    return this;
  }

  DemoTable computed(String columnName, String type, String sql, boolean cellMetadata) {
    columns.add(
        new DemoColumn(
            columns.size(), columnName, type, sql, cellMetadata, false, true, version, null));
    return this;
  }

  /** Drops a column from the schema; its values stay in rows of older versions. */
  void drop(String columnName) {
    columns.replaceAll(c ->
        columnName.equals(c.name())
            ? new DemoColumn(
                c.id(),
                c.name(),
                c.type(),
                c.sql(),
                c.cellMetadata(),
                c.primaryKey(),
                c.computed(),
                c.added(),
                version)
            : c);
  }

  String hex() {
    return id.toString().replace("-", "");
  }

  boolean hasStore() {
    return kind != Kind.SNAPSHOT;
  }

  boolean versioned() {
    return kind != Kind.OPERATIONAL;
  }

  /** Name of the database table that holds the rows. */
  String store() {
    return (base == null ? "tbl_" : "view_") + hex();
  }

  /** Column names of the store table, in physical order. */
  List<String> storeColumns() {
    var names = new ArrayList<String>(systemColumns());
    for (var c : columns) {
      if (c.stored()) {
        names.add("col_" + c.id());
        if (c.cellMetadata()) {
          names.add("col_" + c.id() + "_cellmd");
        }
      }
    }
    return names;
  }

  private List<String> systemColumns() {
    return switch (kind) {
      case OPERATIONAL -> List.of("rowid");
      case COMPONENT_VIEW -> List.of("rowid", "pos_0", "v_min", "v_max");
      default -> List.of("rowid", "v_min", "v_max");
    };
  }

  /** The statements that create the store table and its indexes. */
  List<String> ddl() {
    var lines = new ArrayList<String>();
    if (kind == Kind.OPERATIONAL) {
      lines.add("rowid uuid PRIMARY KEY");
    } else {
      lines.add(base == null ? "rowid bigint NOT NULL" : "rowid bigint");
      if (kind == Kind.COMPONENT_VIEW) {
        lines.add("pos_0 bigint NOT NULL");
      }
      lines.add("v_min bigint NOT NULL");
      lines.add("v_max bigint DEFAULT " + LIVE + " NOT NULL");
    }
    for (var c : columns) {
      if (c.stored()) {
        lines.add("col_" + c.id() + " " + c.sql());
        if (c.cellMetadata()) {
          lines.add("col_" + c.id() + "_cellmd jsonb");
        }
      }
    }
    var out = new ArrayList<String>();
    out.add("CREATE TABLE " + store() + " (" + String.join(", ", lines) + ")");
    out.add(
        "CREATE INDEX sys_cols_idx_%s ON %s (%s)"
            .formatted(hex(), store(), String.join(", ", systemColumns())));
    if (versioned()) {
      out.add("CREATE INDEX vmin_idx_%s ON %s USING brin (v_min)".formatted(hex(), store()));
      out.add("CREATE INDEX vmax_idx_%s ON %s USING brin (v_max)".formatted(hex(), store()));
    }
    for (var c : columns) {
      if (c.primaryKey()) {
        out.add(
            "CREATE UNIQUE INDEX pk_idx_%s ON %s (col_%d) WHERE v_max = %d"
                .formatted(hex(), store(), c.id(), LIVE));
      }
    }
    return out;
  }

  /** {@code tables.md}. */
  Map<String, Object> catalog() {
    var columnMd = new LinkedHashMap<String, Object>();
    columns.forEach(c -> columnMd.put(String.valueOf(c.id()), c.catalog()));
    var md = new LinkedHashMap<String, Object>();
    md.put("tbl_id", id.toString());
    md.put("name", name);
    md.put("user", null);
    md.put("current_version", version);
    md.put("current_schema_version", schemaVersion);
    md.put("next_col_id", columns.size());
    md.put("next_idx_id", 0);
    md.put("next_row_id", nextRow);
    md.put("view_sn", 0);
    md.put("column_md", columnMd);
    md.put("index_md", Map.of());
    md.put("view_md", viewMd());
    md.put("has_pending_ops", false);
    md.put("tbl_state", 0);
    md.put("pending_stmt", null);
    md.put("is_data_versioned", versioned());
    return md;
  }

  private Map<String, Object> viewMd() {
    if (base == null) {
      return null;
    }
    var version = new ArrayList<Object>();
    version.add(base.hex());
    version.add(kind == Kind.SNAPSHOT ? base.version : null);
    var md = new LinkedHashMap<String, Object>();
    md.put("is_snapshot", kind == Kind.SNAPSHOT);
    md.put("include_base_columns", true);
    md.put("base_versions", List.of(version));
    md.put("predicate", null);
    md.put("sample_clause", null);
    md.put(
        "iterator_call",
        kind == Kind.COMPONENT_VIEW ? Map.of("fn", Map.of("fqn", "demo_functions.split")) : null);
    return md;
  }

  /** {@code tableversions.md} of the current version. */
  Map<String, Object> versionMd(double createdAt) {
    var md = new LinkedHashMap<String, Object>();
    md.put("tbl_id", id.toString());
    md.put("created_at", createdAt);
    md.put("version", version);
    md.put("schema_version", schemaVersion);
    md.put("user", null);
    md.put("update_status", null);
    return md;
  }

  /** {@code tableschemaversions.md} of the current schema version. */
  Map<String, Object> schemaMd(Integer preceding) {
    var visible = new LinkedHashMap<String, Object>();
    columns.stream()
        .filter(DemoColumn::live)
        .forEach(c -> visible.put(String.valueOf(c.id()), c.schema()));
    var md = new LinkedHashMap<String, Object>();
    md.put("tbl_id", id.toString());
    md.put("schema_version", schemaVersion);
    md.put("preceding_schema_version", preceding);
    md.put("columns", visible);
    md.put("comment", null);
    md.put("media_validation", "on_write");
    return md;
  }
}
