package dev.davit.cli.breakglass;

import dev.davit.postgres.DatabaseUrl;
import dev.davit.postgres.EmbeddedServer;
import dev.davit.postgres.PixeltableHome;
import dev.davit.postgres.SqlErrors;
import java.sql.SQLException;

/**
 * The server that gets the databases: one behind a URL, or a home's own, made anew where it is lost
 * and left stopped if it was down.
 */
final class RecoveryServer implements AutoCloseable {
  private static final String MAINTENANCE = "postgres";

  private final EmbeddedServer embedded;
  private final DatabaseUrl named;
  private final char[] password;

  private RecoveryServer(EmbeddedServer embedded, DatabaseUrl named, char[] password) {
    this.embedded = embedded;
    this.named = named;
    this.password = password;
  }

  /**
   * @param major version of the server that was captured, for a home whose cluster is gone
   */
  static RecoveryServer open(RecoveryPlace place, int major) throws InterruptedException {
    if (place.database() != null) {
      return new RecoveryServer(null, place.database(), place.password());
    }
    var home = PixeltableHome.of(place.home());
    home.recreateCluster(major, null);
    var server = home.open(null);
    return new RecoveryServer(server, server.url(MAINTENANCE), null);
  }

  DatabaseUrl url(String database) {
    return named.withDatabase(database);
  }

  DatabaseUrl maintenance() {
    return url(MAINTENANCE);
  }

  char[] password() {
    return password;
  }

  /** Whether objects may be given to other roles. */
  boolean isSuperuser() {
    try (var session = maintenance().connect(password);
        var statement = session.createStatement();
        var row =
            statement.executeQuery("select rolsuper from pg_roles where rolname = current_user")) {
      return row.next() && row.getBoolean(1);
    } catch (SQLException e) {
      throw SqlErrors.working(maintenance(), "asking for the role's rights", e);
    }
  }

  @Override
  public void close() {
    if (embedded != null) {
      embedded.close();
    }
  }
}
