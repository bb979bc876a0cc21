package dev.davit.dump.model;

import dev.davit.contracts.event.RecoveryContext;
import dev.davit.contracts.settings.SecretRef;
import java.util.List;

/**
 * Where the databases of a recovery go: into a Pixeltable home, or to a server behind a URL.
 * Exactly one of {@code home} and {@code url} is given.
 *
 * @param home absolute path, or null
 * @param url without password, or null
 * @param renamed the URL was named for this recovery, so a single database takes the name in it
 * @param password where the server's password is; null if none is needed
 */
public record RecoveryPlace(String home, String url, boolean renamed, SecretRef password) {

  /** What was named for this recovery, else where the system was. */
  public static RecoveryPlace of(RecoveryContext context) {
    var target = context.target();
    var source = context.settings().database();
    if (target.databaseUrl() != null) {
      return new RecoveryPlace(null, target.databaseUrl(), true, target.password());
    }
    if (target.home() != null) {
      return new RecoveryPlace(target.home(), null, false, null);
    }
    return new RecoveryPlace(source.home(), source.url(), false, source.password());
  }

  public boolean isHome() {
    return home != null;
  }

  /**
   * The name that a captured database gets here.
   *
   * @param all names of all databases of the point
   * @param named the database in {@link #url}; not looked at for a home
   */
  public String nameOf(String captured, List<String> all, String named) {
    return renamed && all.size() == 1 ? named : captured;
  }
}
