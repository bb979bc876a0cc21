package dev.davit.kit.testing;

import dev.davit.postgres.DatabaseUrl;
import dev.davit.postgres.PostgresPrograms;
import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * A throw-away PostgreSQL server on a loopback port, in a container or as a child process (see
 * {@link ContainerEngine}), with one role that may do everything.
 */
public final class TestPostgres implements AutoCloseable {
  static final String DATABASE = "postgres";
  static final Map<String, String> SETTINGS =
      Map.of("max_connections", "200", "shared_buffers", "32MB");

  private static final int STANDARD_MAJOR = 17;
  private static final AtomicInteger SCHEMAS = new AtomicInteger();
  private static TestPostgres shared;

  private final TestServer server;
  private final int port;
  private final String password;
  private AgroalDataSource pool;

  private TestPostgres(TestServer server, int port, String password) {
    this.server = server;
    this.port = port;
    this.password = password;
  }

  /** A server of one's own; close it. */
  public static TestPostgres start() {
    Quiet.please();
    try {
      int port = FreePort.next();
      String password = newPassword();
      var image = ContainerEngine.image("postgres", "postgres:" + major());
      TestServer server =
          image.isPresent()
              ? ContainerPostgres.start(image.get(), port, password)
              : LocalPostgres.start(port, password);
      return new TestPostgres(server, port, password);
    } catch (IOException | SQLException e) {
      throw new IllegalStateException("no PostgreSQL for tests", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What tests dump and restore must not be newer than the client programs that are here. */
  private static int major() {
    return PostgresPrograms.all(null).stream()
        .filter(programs -> programs.has("pg_dump") && programs.has("pg_restore"))
        .mapToInt(PostgresPrograms::major)
        .max()
        .orElse(STANDARD_MAJOR);
  }

  static String newPassword() {
    var bytes = new byte[16];
    new Random().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  static void createRole(Connection superuser, String password) throws SQLException {
    try (Statement statement = superuser.createStatement()) {
      statement.execute("create role davit superuser login password '" + password + "'");
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
    return DatabaseUrl.tcp("127.0.0.1", port, user(), database);
  }

  public String user() {
    return "davit";
  }

  public String password() {
    return password;
  }

  /** Connections to a schema, from a pool. */
  public synchronized DataSource dataSource(String schema) {
    if (pool == null) {
      pool = SchemaDataSource.pool(jdbcUrl("public"), user(), password);
    }
    return new SchemaDataSource(pool, schema);
  }

  /** A new schema with the kit's tables and those of further {@code classpath:} locations. */
  public DataSource freshSchema(String... locations) {
    String schema = "test" + SCHEMAS.incrementAndGet();
    DataSource dataSource = dataSource(schema);
    Migrations.of(locations).make(dataSource, schema);
    return dataSource;
  }

  /** The server itself, to stop it and start it again in the middle of a test. */
  public TestServer server() {
    return server;
  }

  @Override
  public void close() {
    closePool();
    server.close();
  }

  private synchronized void closePool() {
    if (pool != null) {
      pool.close();
    }
  }
}
