package dev.davit.e2e.bench;

import dev.davit.postgres.PostgresPrograms;
import dev.davit.postgres.PostgresServer;
import dev.davit.postgres.ServerOptions;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A durable PostgreSQL server on loopback: every commit waits for the disk. */
final class BenchServer implements AutoCloseable {
  private static final String MOST =
      """
      select (total_exec_time + total_plan_time)::bigint, calls,
        left(regexp_replace(query, '\\s+', ' ', 'g'), 110)
      from pg_stat_statements order by 1 desc limit 25\
      """;
  static final String USER = "davit";
  static final String PASSWORD = "bench";

  private final PostgresServer server;
  private final int port;

  private BenchServer(PostgresServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * @param data new directory
   * @param settings further server settings
   */
  static BenchServer start(Path data, Map<String, String> settings)
      throws IOException, InterruptedException, SQLException {
    int port = Loopback.freePort();
    var options = ServerOptions.durable().withPort(port).withSettings(settings);
    var server = PostgresServer.create(data, PostgresPrograms.findServer(null), options).start();
    try (Connection superuser = server.url("postgres").connect(null);
        var statement = superuser.createStatement()) {
      statement.execute("create role " + USER + " superuser login password '" + PASSWORD + "'");
    }
    return new BenchServer(server, port);
  }

  /** With the schema as the current one; user and password apart. */
  String jdbcUrl(String schema) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?currentSchema=" + schema;
  }

  /** A pool as a service has it. */
  AgroalDataSource pool(String schema, int connections) throws SQLException {
    return AgroalDataSource.from(
        new AgroalDataSourceConfigurationSupplier()
            .connectionPoolConfiguration(pool ->
                pool.maxSize(connections)
                    .acquisitionTimeout(Duration.ofSeconds(30))
                    .connectionFactoryConfiguration(factory ->
                        factory
                            .jdbcUrl(jdbcUrl(schema))
                            .principal(new NamePrincipal(USER))
                            .credential(new SimplePassword(PASSWORD)))));
  }

  /** Settings under which the server counts its statements, for {@link #statements}. */
  static Map<String, String> counting(Map<String, String> settings) {
    var more = new java.util.HashMap<>(settings);
    more.put("shared_preload_libraries", "pg_stat_statements");
    return more;
  }

  /** The statements that took the server longest, most first: milliseconds, calls, text. */
  List<String> statements() throws SQLException {
    List<String> found = new ArrayList<>();
    try (var pool = pool("public", 1);
        Connection connection = pool.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create extension if not exists pg_stat_statements");
      try (var rows = statement.executeQuery(MOST)) {
        while (rows.next()) {
          found.add(
              "%,10d ms %,9d calls  %s"
                  .formatted(rows.getLong(1), rows.getLong(2), rows.getString(3)));
        }
      }
    }
    return found;
  }

  /** Of the process that leads all others of the server. */
  long pid() {
    return server.pid();
  }

  /** {@code 15.14} and what differs from its defaults, for the report. */
  String words() {
    return "PostgreSQL " + server.programs().major() + ", fsync on";
  }

  @Override
  public void close() throws IOException {
    server.close();
    server.destroy();
  }
}
