package dev.davit.contracts.settings;

import java.util.List;

/**
 * Where the database of a protected system is. Exactly one of {@code home} and {@code url} is
 * given.
 *
 * @param home absolute path of a Pixeltable home with its embedded server, or null
 * @param url {@code postgresql://user@host:port/database} without a password, or null. A unix
 *     socket is given as {@code postgresql:///database?host=/directory&port=5432&user=name}
 * @param password where the password is; null if none is needed
 * @param databases names to capture; empty: with a home, all databases of the cluster that are not
 *     templates; with a URL, the one that it names
 * @param programs directory of the PostgreSQL client programs; null: found by the server's version
 */
public record DatabaseSettings(
    String home, String url, SecretRef password, List<String> databases, String programs) {
  public DatabaseSettings {
    if ((home == null) == (url == null)) {
      throw new IllegalArgumentException("a database is given by a home or by a URL, not both");
    }
    databases = databases == null ? List.of() : List.copyOf(databases);
  }
}
