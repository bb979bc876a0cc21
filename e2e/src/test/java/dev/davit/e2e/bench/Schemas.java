package dev.davit.e2e.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import org.flywaydb.core.Flyway;

/** The scheduler's tables. */
final class Schemas {
  private Schemas() {}

  static void migrate(BenchServer server, String schema) {
    Flyway.configure()
        .dataSource(server.jdbcUrl(schema), BenchServer.USER, BenchServer.PASSWORD)
        .schemas(schema)
        .locations("classpath:db/kit", "classpath:db/scheduler")
        .load()
        .migrate();
  }

  /**
   * @param from with one parameter, which becomes {@code due}
   */
  static void requireCount(Connection connection, int expected, String from, Instant due)
      throws SQLException {
    try (var statement = connection.prepareStatement("select count(*) from " + from)) {
      statement.setTimestamp(1, Timestamp.from(due));
      try (var row = statement.executeQuery()) {
        row.next();
        if (row.getInt(1) != expected) {
          throw new IllegalStateException(
              "%d rows where %d were expected: %s".formatted(row.getInt(1), expected, from));
        }
      }
    }
  }
}
