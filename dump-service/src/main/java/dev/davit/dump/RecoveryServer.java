package dev.davit.dump;

import dev.davit.dump.model.RecoveryPlace;
import dev.davit.kit.secret.SecretResolver;
import dev.davit.postgres.DatabaseUrl;
import dev.davit.postgres.EmbeddedServer;
import dev.davit.postgres.PixeltableHome;
import dev.davit.postgres.SqlErrors;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * The server that a recovery's databases go to: reached by URL, or a home's embedded one, which is
 * started if it is down and then stopped again by {@link #close}, as Pixeltable starts it itself.
 */
final class RecoveryServer implements AutoCloseable {
  private static final List<String> MAINTENANCE = List.of("postgres", "template1");

  private final EmbeddedServer embedded;
  private final DatabaseUrl named;
  private final char[] password;

  private RecoveryServer(EmbeddedServer embedded, DatabaseUrl named, char[] password) {
    this.embedded = embedded;
    this.named = named;
    this.password = password;
  }

  /**
   * @param programs configured directory of PostgreSQL programs, or null
   */
  static RecoveryServer open(RecoveryPlace place, SecretResolver secrets, Path programs)
      throws InterruptedException {
    char[] password = place.password() == null ? null : secrets.resolve(place.password());
    if (place.isHome()) {
      var embedded = PixeltableHome.of(Path.of(place.home())).open(programs);
      return new RecoveryServer(embedded, embedded.url(MAINTENANCE.getFirst()), password);
    }
    return new RecoveryServer(null, DatabaseUrl.parse(place.url()), password);
  }

  DatabaseUrl url(String database) {
    return named.withDatabase(database);
  }

  /** The database that the place's URL names. */
  String namedDatabase() {
    return named.database();
  }

  /** A database to work from on {@code other}: every server has it, and it is not that one. */
  DatabaseUrl besides(String other) {
    return url(MAINTENANCE.stream().filter(name -> !name.equals(other)).findFirst().orElseThrow());
  }

  /** Null if none is needed. */
  char[] password() {
    return password;
  }

  /** Whether our role may give objects to other roles. */
  boolean isSuperuser() {
    var url = besides("");
    try (var connection = url.connect(password);
        var statement = connection.createStatement();
        var row =
            statement.executeQuery("select rolsuper from pg_roles where rolname = current_user")) {
      return row.next() && row.getBoolean(1);
    } catch (SQLException e) {
      throw SqlErrors.working(url, "asking for the role's rights", e);
    }
  }

  @Override
  public void close() {
    if (embedded != null) {
      embedded.close();
    }
  }
}
