package dev.davit.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Map;
import java.util.UUID;

/**
 * Writes the application's metadata tables, in the form of Pixeltable's metadata version 55. Not
 * thread-safe.
 */
final class DemoCatalog {
  private static final int METADATA_VERSION = 55;

  private static final String SCHEMA =
      """
      CREATE TABLE systeminfo (dummy integer PRIMARY KEY, md jsonb NOT NULL);
      CREATE TABLE dirs (id uuid PRIMARY KEY, parent_id uuid REFERENCES dirs (id), md jsonb NOT NULL,
        additional_md jsonb NOT NULL, lock_dummy bigint);
      CREATE TABLE tables (id uuid PRIMARY KEY, dir_id uuid REFERENCES dirs (id), md jsonb NOT NULL,
        additional_md jsonb NOT NULL, lock_dummy bigint);
      CREATE TABLE tableversions (tbl_id uuid NOT NULL REFERENCES tables (id), version bigint NOT NULL,
        md jsonb NOT NULL, additional_md jsonb NOT NULL, PRIMARY KEY (tbl_id, version));
      CREATE TABLE tableschemaversions (tbl_id uuid NOT NULL REFERENCES tables (id),
        schema_version bigint NOT NULL, md jsonb NOT NULL, additional_md jsonb NOT NULL,
        PRIMARY KEY (tbl_id, schema_version));
      CREATE TABLE pendingtableops (tbl_id uuid NOT NULL REFERENCES tables (id), op_sn integer NOT NULL,
        op jsonb NOT NULL, PRIMARY KEY (tbl_id, op_sn));
      """;

  private final Connection connection;
  private final ObjectMapper json = new ObjectMapper();
  private final UUID root;
  private double clock = 1_767_225_600.25;

  DemoCatalog(Connection connection, UUID root) {
    this.connection = connection;
    this.root = root;
  }

  void createEmpty() throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(SCHEMA);
    }
    update(
        "INSERT INTO systeminfo VALUES (0, ?::jsonb)", Map.of("schema_version", METADATA_VERSION));
    update(
        "INSERT INTO dirs VALUES (?, NULL, ?::jsonb, '{}', NULL)",
        root,
        Map.of("name", "app", "additional_md", Map.of()));
  }

  /** Creates the store table and the catalog rows of version 0. */
  void create(DemoTable table) throws SQLException {
    if (table.hasStore()) {
      try (var statement = connection.createStatement()) {
        for (String sql : table.ddl()) {
          statement.execute(sql);
        }
      }
    }
    update(
        "INSERT INTO tables VALUES (?, ?, ?::jsonb, '{}', NULL)", table.id, root, table.catalog());
    update(
        "INSERT INTO tableversions VALUES (?, 0, ?::jsonb, '{}')",
        table.id,
        table.versionMd(tick()));
    update(
        "INSERT INTO tableschemaversions VALUES (?, 0, ?::jsonb, '{}')",
        table.id,
        table.schemaMd(null));
  }

  /** Records the table's next version, whose rows are about to be written or were just written. */
  void newVersion(DemoTable table) throws SQLException {
    table.version++;
    update(
        "INSERT INTO tableversions VALUES (?, ?, ?::jsonb, '{}')",
        table.id,
        table.version,
        table.versionMd(tick()));
    save(table);
  }

  /** Drops a column by a new schema version; the stored values stay. */
  void dropColumn(DemoTable table, String column) throws SQLException {
    int preceding = table.schemaVersion;
    table.version++;
    table.schemaVersion = table.version;
    table.drop(column);
    update(
        "INSERT INTO tableversions VALUES (?, ?, ?::jsonb, '{}')",
        table.id,
        table.version,
        table.versionMd(tick()));
    update(
        "INSERT INTO tableschemaversions VALUES (?, ?, ?::jsonb, '{}')",
        table.id,
        table.version,
        table.schemaMd(preceding));
    save(table);
  }

  /** Writes the table's row counter and versions. */
  void save(DemoTable table) throws SQLException {
    update("UPDATE tables SET md = ?::jsonb WHERE id = ?", table.catalog(), table.id);
  }

  private double tick() {
    clock += 60;
    return clock;
  }

  private void update(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        if (values[i] instanceof Map<?, ?> md) {
          statement.setObject(i + 1, json.writeValueAsString(md), Types.OTHER);
        } else {
          statement.setObject(i + 1, values[i]);
        }
      }
      statement.executeUpdate();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a catalog record has no JSON form", e);
    }
  }
}
