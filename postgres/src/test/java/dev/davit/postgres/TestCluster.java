package dev.davit.postgres;

import dev.davit.postgres.dump.StagingDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;

/** A throw-away server below the temporary directory, gone when closed. */
public final class TestCluster implements AutoCloseable {
  private final Path directory;
  private final PostgresServer server;

  private TestCluster(Path directory, PostgresServer server) {
    this.directory = directory;
    this.server = server;
  }

  /** The newest server that client programs of at least its version are there for. */
  public static TestCluster start() throws Exception {
    return start(PostgresPrograms.findServer(null), ServerOptions.scratch());
  }

  public static TestCluster start(PostgresPrograms programs, ServerOptions options)
      throws Exception {
    Path directory = directory();
    var server = PostgresServer.create(directory.resolve("data"), programs, options).start();
    return new TestCluster(directory, server);
  }

  /** A directory that a server's own user may pass through. */
  public static Path directory() throws IOException {
    Path directory = Files.createTempDirectory("davit-pg-test-");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    return directory;
  }

  public PostgresServer server() {
    return server;
  }

  /** For the test's own files; removed with the server. */
  public Path directoryOfTest() {
    return directory;
  }

  public DatabaseUrl url(String database) {
    return server.url(database);
  }

  public DatabaseUrl createDatabase(String name) {
    execute("postgres", "CREATE DATABASE \"" + name.replace("\"", "\"\"") + "\"");
    return url(name);
  }

  public void execute(String database, String... statements) {
    execute(url(database), statements);
  }

  public static void execute(DatabaseUrl url, String... statements) {
    try (var c = url.connect(null);
        var s = c.createStatement()) {
      for (String statement : statements) {
        s.execute(statement);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String ask(DatabaseUrl url, String sql) {
    try (var c = url.connect(null);
        var s = c.createStatement();
        var r = s.executeQuery(sql)) {
      return r.next() ? r.getString(1) : null;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public StagingDirectory staging(String name) throws IOException {
    return StagingDirectory.open(directory.resolve(name));
  }

  @Override
  public void close() throws IOException {
    server.destroy();
    StagingDirectory.wipe(directory);
  }

  /** Every set of server programs on this machine, oldest first. */
  public static List<PostgresPrograms> everyVersion() {
    return PostgresPrograms.all(null).stream()
        .filter(p -> Traversal.possible(OsUser.forServers(), p.directory()))
        .filter(p -> p.hasServer() && p.has("pg_dump"))
        .collect(
            java.util.stream.Collectors.toMap(
                PostgresPrograms::major, p -> p, (a, b) -> a, java.util.TreeMap::new))
        .values()
        .stream()
        .toList();
  }
}
