package dev.davit.e2e.simulation;

import dev.davit.kit.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import javax.sql.DataSource;

/** One schema for each service, on a connection each; every history has a system of its own. */
final class Schemas implements AutoCloseable {
  private final Map<ServiceSchema, Connection> connections = new EnumMap<>(ServiceSchema.class);

  /** Whose schema it is. */
  enum ServiceSchema {
    SCHEDULER,
    DUMP,
    MEDIA,
    AUDIT
  }

  Schemas() throws SQLException {
    for (ServiceSchema service : ServiceSchema.values()) {
      DataSource schema = TestPostgres.shared().freshSchema("classpath:db/" + name(service));
      Connection connection = schema.getConnection();
      connections.put(service, connection);
      try (var statement = connection.createStatement()) {
        statement.execute("create index on work (system)"); // for those who look at one history
      }
    }
  }

  private static String name(ServiceSchema service) {
    return service.name().toLowerCase(java.util.Locale.ROOT);
  }

  Connection of(ServiceSchema service) {
    return connections.get(service);
  }

  @Override
  public void close() throws SQLException {
    for (Connection connection : connections.values()) {
      connection.close();
    }
  }
}
