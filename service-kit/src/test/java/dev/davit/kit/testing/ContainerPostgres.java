package dev.davit.kit.testing;

import dev.davit.postgres.DatabaseUrl;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** PostgreSQL in a container of the official image, or of one with its environment variables. */
final class ContainerPostgres {
  private static final int INSIDE = 5432;
  private static final long SHARED_MEMORY = 256L << 20;

  private ContainerPostgres() {}

  static TestServer start(String image, int port, String password) throws SQLException {
    // The server's own superuser has a password here, but as locally nobody can log in as it.
    String secret = TestPostgres.newPassword();
    var url = DatabaseUrl.tcp("127.0.0.1", port, "postgres", TestPostgres.DATABASE);
    var container =
        new GenericContainer<>(DockerImageName.parse(image))
            .withEnv("POSTGRES_PASSWORD", secret)
            .withEnv(
                "POSTGRES_INITDB_ARGS",
                "-E UTF8 --lc-collate=C --lc-ctype=C.UTF-8 --lc-messages=C --no-sync")
            .withSharedMemorySize(SHARED_MEMORY)
            .withCommand(command().toArray(String[]::new));
    var server =
        ServerContainer.start(
            container,
            INSIDE,
            port,
            () -> {
              url.connect(secret.toCharArray()).close();
              return true;
            });
    try (var superuser = url.connect(secret.toCharArray())) {
      TestPostgres.createRole(superuser, password);
    }
    return server;
  }

  private static List<String> command() {
    var settings = new TreeMap<>(TestPostgres.SETTINGS);
    settings.putAll(Map.of("fsync", "off", "full_page_writes", "off", "synchronous_commit", "off"));
    var command = new ArrayList<>(List.of("postgres"));
    settings.forEach((key, value) -> command.addAll(List.of("-c", key + "=" + value)));
    return command;
  }
}
