package dev.davit.e2e.bench.faults;

import dev.davit.cli.stack.ServiceName;
import dev.davit.cli.stack.StackDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the services have in their tables. */
final class StateTables {
  private final StackDatabase database;

  StateTables(StackDatabase database) {
    this.database = database;
  }

  /** Of one row. */
  @FunctionalInterface
  interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  <T> List<T> query(ServiceName service, String sql, Reading<T> reading, Object... parameters)
      throws SQLException, IOException {
    try (Connection session = connect(service);
        var statement = session.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (var rows = statement.executeQuery()) {
        var read = new ArrayList<T>();
        while (rows.next()) {
          read.add(reading.of(rows));
        }
        return read;
      }
    }
  }

  long count(ServiceName service, String sql) throws SQLException, IOException {
    return query(service, sql, row -> row.getLong(1)).getFirst();
  }

  List<String> texts(ServiceName service, String sql) throws SQLException, IOException {
    return query(service, sql, row -> row.getString(1));
  }

  private Connection connect(ServiceName service) throws SQLException, IOException {
    Map<String, String> settings = database.settings(service);
    return DriverManager.getConnection(
        settings.get("quarkus.datasource.jdbc.url"),
        settings.get("quarkus.datasource.username"),
        settings.get("quarkus.datasource.password"));
  }
}
