package dev.davit.dump;

import dev.davit.contracts.settings.DatabaseSettings;
import dev.davit.kit.secret.SecretResolver;
import dev.davit.postgres.DatabaseUrl;
import dev.davit.postgres.EmbeddedServer;
import dev.davit.postgres.PixeltableHome;
import dev.davit.postgres.restore.TargetDatabase;
import java.nio.file.Path;
import java.util.List;

/**
 * The server that a system's databases are on: reached by URL, or a home's embedded one, which is
 * started if it is down and then stopped again by {@link #close}.
 */
final class SourceServer implements AutoCloseable {
  /** Every cluster has it; it is captured only if somebody keeps tables in it. */
  private static final String MAINTENANCE = "postgres";

  private final EmbeddedServer embedded;
  private final List<DatabaseUrl> databases;
  private final char[] password;

  private SourceServer(EmbeddedServer embedded, List<DatabaseUrl> databases, char[] password) {
    this.embedded = embedded;
    this.databases = databases;
    this.password = password;
  }

  /**
   * @param programs configured directory of PostgreSQL programs, or null
   */
  static SourceServer open(DatabaseSettings settings, SecretResolver secrets, Path programs)
      throws InterruptedException {
    char[] password = settings.password() == null ? null : secrets.resolve(settings.password());
    if (settings.home() == null) {
      return new SourceServer(null, named(settings), password);
    }
    var server = PixeltableHome.of(Path.of(settings.home())).open(programs);
    try {
      return new SourceServer(server, inHome(settings, server), password);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static List<DatabaseUrl> named(DatabaseSettings settings) {
    var url = DatabaseUrl.parse(settings.url());
    return settings.databases().isEmpty()
        ? List.of(url)
        : settings.databases().stream().map(url::withDatabase).toList();
  }

  private static List<DatabaseUrl> inHome(DatabaseSettings settings, EmbeddedServer server) {
    if (!settings.databases().isEmpty()) {
      return settings.databases().stream().map(server::url).toList();
    }
    return server.databases().stream()
        .map(server::url)
        .filter(url -> !isUnusedMaintenance(url))
        .toList();
  }

  private static boolean isUnusedMaintenance(DatabaseUrl url) {
    return url.database().equals(MAINTENANCE) && TargetDatabase.tables(url, null) == 0;
  }

  List<DatabaseUrl> databases() {
    return databases;
  }

  /** Null if none is needed. */
  char[] password() {
    return password;
  }

  @Override
  public void close() {
    if (embedded != null) {
      embedded.close();
    }
  }
}
