package dev.davit.postgres.restore;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.point.DatabaseManifest;
import dev.davit.postgres.DatabaseUrl;
import dev.davit.postgres.SqlErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;

/**
 * A database to be restored into: looked at, made, dropped. What concerns the server is asked over
 * its database {@code postgres}, or {@code template1} where there is none.
 */
public final class TargetDatabase {
  private TargetDatabase() {}

  /** Whether the server has a database of that name. */
  public static boolean exists(DatabaseUrl url, char[] password) {
    return number(url, password, "SELECT count(*) FROM pg_database WHERE datname = ?", url) == 1;
  }

  /** Size on the server's disk in bytes; 0 if the database does not exist. */
  public static long bytes(DatabaseUrl url, char[] password) {
    return number(
        url,
        password,
        "SELECT coalesce(sum(pg_database_size(oid)), 0) FROM pg_database WHERE datname = ?",
        url);
  }

  /** The server's version, as {@code SHOW server_version_num}. */
  public static int serverVersion(DatabaseUrl url, char[] password) {
    return (int)
        number(url, password, "SELECT current_setting('server_version_num')::bigint", null);
  }

  /** Number of tables outside of the system's schemas; 0 if the database does not exist. */
  public static int tables(DatabaseUrl url, char[] password) {
    if (!exists(url, password)) {
      return 0;
    }
    String sql =
        "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND n.nspname NOT LIKE 'pg\\_%'"
            + " AND n.nspname <> 'information_schema'";
    try (var c = url.connect(password)) {
      return (int) number(c, sql, null);
    } catch (SQLException e) {
      throw SqlErrors.working(url, "counting its tables", e);
    }
  }

  private static long number(DatabaseUrl url, char[] password, String sql, DatabaseUrl argument) {
    try (var c = maintenance(url, password)) {
      return number(c, sql, argument == null ? null : argument.database());
    } catch (SQLException e) {
      throw SqlErrors.working(url, "looking at it", e);
    }
  }

  private static long number(Connection c, String sql, String argument) throws SQLException {
    try (var s = c.prepareStatement(sql)) {
      if (argument != null) {
        s.setString(1, argument);
      }
      try (var r = s.executeQuery()) {
        r.next();
        return r.getLong(1);
      }
    }
  }

  /** A session on the server that is not on the named database. */
  static Connection maintenance(DatabaseUrl url, char[] password) {
    try {
      return url.withDatabase("postgres").connect(password);
    } catch (DavitException e) {
      if (e.code() == ErrorCode.DATABASE_UNKNOWN) {
        return url.withDatabase("template1").connect(password);
      }
      throw e;
    }
  }

  /**
   * Extensions of the captured database that the target's server does not have.
   *
   * @param extensions {@code name version} each; versions are not compared
   */
  public static List<String> missingExtensions(
      DatabaseUrl url, char[] password, List<String> extensions) {
    var available = new HashSet<String>();
    try (var c = maintenance(url, password);
        var s = c.createStatement();
        var r = s.executeQuery("SELECT name FROM pg_available_extensions")) {
      while (r.next()) {
        available.add(r.getString(1));
      }
    } catch (SQLException e) {
      throw SqlErrors.working(url, "listing the server's extensions", e);
    }
    return extensions.stream()
        .map(e -> e.split(" ", 2)[0])
        .filter(e -> !available.contains(e))
        .toList();
  }

  /**
   * Refuses a server that lacks an extension, before anything is touched.
   *
   * @throws DavitException EXTENSION_MISSING, naming all of them
   */
  public static void requireExtensions(DatabaseUrl url, char[] password, List<String> extensions) {
    var missing = missingExtensions(url, password, extensions);
    if (!missing.isEmpty()) {
      throw new DavitException(
          ErrorCode.EXTENSION_MISSING,
          "server at " + url.server(),
          "it has no \"" + String.join("\", \"", missing) + "\"");
    }
  }

  /**
   * Makes the database, empty, from {@code template0} with the captured locale, or with C where the
   * server lacks that.
   *
   * @throws DavitException TARGET_NOT_EMPTY if it exists, EXTENSION_MISSING, PERMISSION_MISSING
   */
  public static void create(DatabaseUrl url, char[] password, DatabaseManifest captured) {
    requireExtensions(url, password, captured.extensions());
    try (var c = maintenance(url, password);
        var s = c.createStatement()) {
      try {
        s.execute(statement(url, captured, captured.collate(), captured.ctype()));
      } catch (SQLException e) {
        switch (String.valueOf(e.getSQLState())) {
          case "42P04" ->
              throw new DavitException(
                  ErrorCode.TARGET_NOT_EMPTY, url.quoted(), "it exists already", e);
          case "42809", "22023" -> s.execute(statement(url, captured, "C", "C.UTF-8"));
          default -> throw e;
        }
      }
    } catch (SQLException e) {
      throw SqlErrors.working(url, "making it", e);
    }
  }

  private static String statement(
      DatabaseUrl url, DatabaseManifest captured, String collate, String ctype) {
    boolean ascii = "SQL_ASCII".equals(captured.encoding());
    return "CREATE DATABASE "
        + SqlNames.quote(url.database())
        + " TEMPLATE template0 ENCODING '"
        + (ascii ? "SQL_ASCII" : "UTF8")
        + "' LC_COLLATE "
        + SqlNames.literal(collate == null ? "C" : collate)
        + " LC_CTYPE "
        + SqlNames.literal(ctype == null ? "C" : ctype);
  }

  /**
   * Gives the database to the role it had belonged to, if the server has that role.
   *
   * @throws DavitException PERMISSION_MISSING
   */
  public static void giveTo(DatabaseUrl url, char[] password, String owner) {
    try (var c = maintenance(url, password);
        var s = c.createStatement()) {
      if (number(c, "SELECT count(*) FROM pg_roles WHERE rolname = ?", owner) == 1) {
        s.execute(
            "ALTER DATABASE "
                + SqlNames.quote(url.database())
                + " OWNER TO "
                + SqlNames.quote(owner));
      }
    } catch (SQLException e) {
      throw SqlErrors.working(url, "giving it to its owner", e);
    }
  }

  /** Ends its sessions and drops it; nothing to do if it does not exist. */
  public static void drop(DatabaseUrl url, char[] password) {
    try (var c = maintenance(url, password);
        var s = c.createStatement()) {
      s.execute("DROP DATABASE IF EXISTS " + SqlNames.quote(url.database()) + " WITH (FORCE)");
    } catch (SQLException e) {
      throw SqlErrors.working(url, "dropping it", e);
    }
  }
}
