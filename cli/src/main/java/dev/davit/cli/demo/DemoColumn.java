package dev.davit.cli.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One column of a generated table, as the application's catalog describes it.
 *
 * @param name null for the columns of an index
 * @param type the application's type name, such as {@code ImageType}
 * @param sql PostgreSQL type of the stored values; null: computed when read, not stored
 * @param cellMetadata a second column holds errors and the URLs of out-of-line values
 * @param computed the value comes from an expression
 * @param added schema version that brought the column
 * @param dropped schema version that took it away; null while it is there
 */
record DemoColumn(
    int id,
    String name,
    String type,
    String sql,
    boolean cellMetadata,
    boolean primaryKey,
    boolean computed,
    int added,
    Integer dropped) {

  private static final Map<String, String> STORE_TYPE =
      Map.of(
          "character varying", "String",
          "bigint", "BigInteger",
          "jsonb", "JSONB",
          "timestamp with time zone", "Timestamp",
          "uuid", "UUID",
          "bytea", "LargeBinary",
          "real[]", "Vector");

  boolean stored() {
    return sql != null;
  }

  boolean live() {
    return dropped == null;
  }

  /** Entry of {@code tables.md.column_md}. */
  Map<String, Object> catalog() {
    var md = new LinkedHashMap<String, Object>();
    md.put("id", id);
    md.put("schema_version_add", added);
    md.put("schema_version_drop", dropped);
    md.put("stored", stored());
    md.put("stores_cellmd", cellMetadata);
    md.put("sa_col_type", stored() ? Map.of("type", STORE_TYPE.get(sql)) : null);
    md.put("destination", null);
    return md;
  }

  /** Entry of {@code tableschemaversions.md.columns}. */
  Map<String, Object> schema() {
    var colType = new LinkedHashMap<String, Object>();
    colType.put("nullable", !primaryKey);
    colType.put("_classname", type);
    var md = new LinkedHashMap<String, Object>();
    md.put("pos", name == null ? null : id);
    md.put("name", name);
    md.put("col_type", colType);
    md.put("is_pk", primaryKey);
    md.put(
        "value_expr",
        computed
            ? Map.of("_classname", "FunctionCall", "fn", Map.of("path", "demo_functions.f" + id))
            : null);
    return md;
  }
}
