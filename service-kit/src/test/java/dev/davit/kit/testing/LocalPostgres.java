package dev.davit.kit.testing;

import dev.davit.postgres.PostgresPrograms;
import dev.davit.postgres.PostgresServer;
import dev.davit.postgres.ServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;

/** PostgreSQL as a child process, from the programs that are installed. */
final class LocalPostgres implements TestServer {
  private final Path directory;
  private final PostgresServer server;

  private LocalPostgres(Path directory, PostgresServer server) {
    this.directory = directory;
    this.server = server;
  }

  static LocalPostgres start(int port, String password)
      throws IOException, InterruptedException, SQLException {
    Path directory = Files.createTempDirectory("davit-test-postgres");
    // As root the server runs as another user, who must pass through it.
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    var options = ServerOptions.scratch().withPort(port).withSettings(TestPostgres.SETTINGS);
    var programs = PostgresPrograms.findServer(null);
    var server = PostgresServer.create(directory.resolve("data"), programs, options).start();
    try (var superuser = server.url(TestPostgres.DATABASE).connect(null)) {
      TestPostgres.createRole(superuser, password);
    }
    return new LocalPostgres(directory, server);
  }

  @Override
  public void stop() throws InterruptedException {
    server.stop();
  }

  @Override
  public void start() throws InterruptedException {
    server.start();
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
