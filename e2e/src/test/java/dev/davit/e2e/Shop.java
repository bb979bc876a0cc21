package dev.davit.e2e;

import dev.davit.contracts.error.DavitException;
import dev.davit.postgres.DatabaseUrl;
import dev.davit.postgres.PostgresPrograms;
import dev.davit.postgres.PostgresServer;
import dev.davit.postgres.ServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An application of one's own: a database behind a password, and uploads that its rows name. */
public final class Shop implements AutoCloseable {
  public static final String PASSWORD = "correct horse battery staple";
  private static final String URL_PASSWORD = PASSWORD.replace(" ", "%20");

  private final Path uploads;
  private final PostgresServer server;
  private final int port;

  /**
   * @param directory exists; server and uploads are made in it
   */
  public Shop(Path directory) throws IOException, InterruptedException, SQLException {
    this.uploads = Files.createDirectory(directory.resolve("uploads"));
    this.port = dev.davit.kit.testing.FreePort.next();
    var options =
        ServerOptions.scratch()
            .withPort(port)
            .withSettings(Map.of("password_encryption", "scram-sha-256"));
    server =
        PostgresServer.create(
                directory.resolve("server"), PostgresPrograms.findServer(null), options)
            .start();
    try (Connection admin = server.url("postgres").connect(null);
        var statement = admin.createStatement()) {
      statement.execute("create role app superuser login password '" + PASSWORD + "'");
      statement.execute("create database app owner app");
    }
  }

  /** With the password, as somebody would type it. */
  public String url(String database) {
    return "postgresql://app:" + URL_PASSWORD + "@127.0.0.1:" + port + "/" + database;
  }

  /** The same with another password. */
  public String wrongUrl() {
    return "postgresql://app:guess@127.0.0.1:" + port + "/app";
  }

  public int port() {
    return port;
  }

  public Path uploads() {
    return uploads;
  }

  /** Rows with a file each. */
  public void upload(int from, int count) throws SQLException, IOException {
    execute("app", "create table if not exists uploads (id int primary key, path text, note text)");
    for (int i = from; i < from + count; i++) {
      Path file = uploads.resolve("upload-" + i + ".txt");
      Files.writeString(file, "contents of upload " + i + "\n".repeat(i % 7));
      execute("app", "insert into uploads values (" + i + ", '" + file + "', 'note " + i + "')");
    }
  }

  public void execute(String database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The rows of the uploads, sorted. */
  public List<String> rows(String database) throws SQLException {
    var rows = new ArrayList<String>();
    try (Connection connection = connect(database);
        var statement = connection.createStatement();
        var result = statement.executeQuery("select u::text from uploads u order by id")) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }

  /** One number. */
  public long number(String database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }

  private Connection connect(String database) throws SQLException, DavitException {
    return DatabaseUrl.parse(url(database)).connect(PASSWORD.toCharArray());
  }

  /** Every session ends without a word, as in a crash of the server; then it takes new ones. */
  public void crash() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-QUIT", Long.toString(server.pid())).start().waitFor();
    dev.davit.kit.testing.Await.until("the server is down", () -> !server.isRunning());
    server.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    server.destroy();
  }
}
