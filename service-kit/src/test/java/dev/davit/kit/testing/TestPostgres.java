package dev.davit.kit.testing;

import dev.davit.postgres.DatabaseUrl;
import dev.davit.postgres.PostgresPrograms;
import dev.davit.postgres.PostgresServer;
import dev.davit.postgres.ServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** A throw-away PostgreSQL server on a loopback port, with one role that may do everything. */
public final class TestPostgres implements AutoCloseable {
  private static final String DATABASE = "postgres";
  private static final AtomicInteger SCHEMAS = new AtomicInteger();
  private static TestPostgres shared;

  private final Path directory;
  private final PostgresServer server;
  private final int port;
  private final String password;

  private TestPostgres(Path directory, PostgresServer server, int port, String password) {
    this.directory = directory;
    this.server = server;
    this.port = port;
    this.password = password;
  }

  /** A server of one's own; close it. */
  public static TestPostgres start() {
    Quiet.please();
    try {
      Path directory = Files.createTempDirectory("davit-test-postgres");
      // As root the server runs as another user, who must pass through it.
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
      int port = FreePort.next();
      var options =
          ServerOptions.scratch()
              .withPort(port)
              .withSettings(Map.of("max_connections", "200", "shared_buffers", "32MB"));
      var programs = PostgresPrograms.findServer(null);
      var server = PostgresServer.create(directory.resolve("data"), programs, options).start();
      var bytes = new byte[16];
      new Random().nextBytes(bytes);
      String password = HexFormat.of().formatHex(bytes);
      try (Connection connection = server.url(DATABASE).connect(null);
          Statement statement = connection.createStatement()) {
        statement.execute("create role davit superuser login password '" + password + "'");
      }
      return new TestPostgres(directory, server, port, password);
    } catch (IOException | SQLException e) {
      throw new IllegalStateException("no PostgreSQL for tests", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** One server for all tests of this JVM, stopped when it ends; use schemas of your own. */
  public static synchronized TestPostgres shared() {
    if (shared == null) {
      shared = start();
      Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
    }
    return shared;
  }

  /** {@code jdbc:postgresql://…} with the schema as the current one; user and password apart. */
  public String jdbcUrl(String schema) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE + "?currentSchema=" + schema;
  }

  /** For those that take Davit's form of URL. */
  public DatabaseUrl url(String database) {
    return server.tcpUrl(user(), database);
  }

  public String user() {
    return "davit";
  }

  public String password() {
    return password;
  }

  /** Connections, each a new one, to a schema. */
  public DataSource dataSource(String schema) {
    var dataSource = new PGSimpleDataSource();
    dataSource.setUrl(jdbcUrl(schema));
    dataSource.setUser(user());
    dataSource.setPassword(password);
    return dataSource;
  }

  /** A new schema with the kit's tables and those of further {@code classpath:} locations. */
  public DataSource freshSchema(String... locations) {
    String schema = "test" + SCHEMAS.incrementAndGet();
    DataSource dataSource = dataSource(schema);
    var all = new java.util.ArrayList<>(java.util.List.of(locations));
    all.addFirst("classpath:db/kit");
    Flyway.configure()
        .dataSource(dataSource)
        .schemas(schema)
        .locations(all.toArray(String[]::new))
        .load()
        .migrate();
    return dataSource;
  }

  /** The server itself, to stop it and start it again in the middle of a test. */
  public PostgresServer server() {
    return server;
  }

  @Override
  public void close() {
    server.close();
    try {
      server.destroy();
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      System.getLogger(TestPostgres.class.getName())
          .log(System.Logger.Level.WARNING, "left behind: " + directory, e);
    }
  }
}
