package dev.davit.cli.stack;

import dev.davit.cli.secret.SecretFile;
import dev.davit.postgres.DatabaseUrl;
import dev.davit.postgres.PostgresPrograms;
import dev.davit.postgres.PostgresServer;
import dev.davit.postgres.ServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Davit's own PostgreSQL server in a stack: one database, in which each service owns a schema.
 * Durable; reached over loopback with a password that is made once. Started again if it ends.
 */
public final class StackDatabase implements AutoCloseable {
  private static final String NAME = "davit";
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Map<String, String> SETTINGS =
      Map.of("max_connections", "120", "shared_buffers", "64MB");

  private final PostgresServer server;
  private final Path passwordFile;
  private final Consumer<String> listener;
  private final CountDownLatch closing = new CountDownLatch(1);
  private Thread watcher;

  private StackDatabase(PostgresServer server, Path passwordFile, Consumer<String> listener) {
    this.server = server;
    this.passwordFile = passwordFile;
    this.listener = listener;
  }

  /** Returns when it takes sessions. */
  public static StackDatabase start(StackDirectory directory, int port, Consumer<String> listener)
      throws InterruptedException, IOException {
    var data = directory.postgres();
    var options = ServerOptions.durable().withPort(port).withSettings(SETTINGS);
    var server = PostgresServer.create(data, programs(data), options);
    var database =
        new StackDatabase(server, directory.secrets().resolve("postgres.password"), listener);
    server.start();
    try {
      database.prepare();
    } catch (SQLException e) {
      server.close();
      throw new IOException("the stack's database cannot be prepared: " + e.getMessage(), e);
    }
    database.watch();
    return database;
  }

  /** A cluster that exists needs programs of its own version. */
  private static PostgresPrograms programs(Path data) throws IOException {
    var version = data.resolve("PG_VERSION");
    return Files.exists(version)
        ? PostgresPrograms.findServer(Integer.parseInt(Files.readString(version).strip()), null)
        : PostgresPrograms.findServer(null);
  }

  private void prepare() throws SQLException, IOException {
    String password = password();
    try (Connection session = server.url("postgres").connect(null);
        var statement = session.createStatement()) {
      if (!exists(session, "SELECT 1 FROM pg_roles WHERE rolname = ?")) {
        statement.execute("CREATE ROLE " + NAME + " LOGIN");
      }
      statement.execute("ALTER ROLE " + NAME + " PASSWORD '" + password + "'");
      if (!exists(session, "SELECT 1 FROM pg_database WHERE datname = ?")) {
        statement.execute("CREATE DATABASE " + NAME + " OWNER " + NAME);
      }
    }
  }

  private static boolean exists(Connection session, String query) throws SQLException {
    try (var statement = session.prepareStatement(query)) {
      statement.setString(1, NAME);
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  /** Hexadecimal digits, made at the first start. */
  private String password() throws IOException {
    if (!Files.exists(passwordFile)) {
      byte[] random = new byte[24];
      new SecureRandom().nextBytes(random);
      SecretFile.write(passwordFile, HexFormat.of().formatHex(random));
    }
    return Files.readString(passwordFile).strip();
  }

  /** What a service needs to reach its schema; holds the password. */
  public Map<String, String> settings(ServiceName service) throws IOException {
    DatabaseUrl url = server.tcpUrl(NAME, NAME);
    return Map.of(
        "quarkus.datasource.jdbc.url",
        "jdbc:postgresql://%s:%d/%s?currentSchema=%s&ApplicationName=davit-%s"
            .formatted(url.host(), url.port(), NAME, service.shortName(), service.shortName()),
        "quarkus.datasource.username",
        NAME,
        "quarkus.datasource.password",
        password());
  }

  /** Process id of the server, while it runs. */
  public long pid() {
    return server.pid();
  }

  private void watch() {
    watcher = Thread.ofPlatform().daemon().name("davit-stack-postgres").start(this::keepRunning);
  }

  private void keepRunning() {
    try {
      while (!closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        if (!server.isRunning()) {
          listener.accept("postgresql ended: started again");
          restart();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void restart() throws InterruptedException {
    try {
      server.start();
    } catch (dev.davit.contracts.error.DavitException e) {
      listener.accept(e.getMessage());
    }
  }

  /** True unless it has ended and is not started again yet. */
  public boolean isRunning() {
    return server.isRunning();
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      watcher.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.close();
  }
}
