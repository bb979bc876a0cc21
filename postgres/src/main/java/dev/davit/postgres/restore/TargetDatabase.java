package dev.davit.postgres.restore;

import dev.davit.contracts.point.DatabaseManifest;
import dev.davit.postgres.DatabaseUrl;
import java.util.List;

/** A database to be restored into: looked at, made, dropped. */
public final class TargetDatabase {
  private TargetDatabase() {}

  /** Whether the server has a database of that name. */
  public static boolean exists(DatabaseUrl url, char[] password) {
    throw new UnsupportedOperationException();
  }

  /** Number of tables outside of the system's schemas; 0 if the database does not exist. */
  public static int tables(DatabaseUrl url, char[] password) {
    throw new UnsupportedOperationException();
  }

  /** Size on the server's disk in bytes; 0 if the database does not exist. */
  public static long bytes(DatabaseUrl url, char[] password) {
    throw new UnsupportedOperationException();
  }

  /** The server's version, as {@code SHOW server_version_num}. */
  public static int serverVersion(DatabaseUrl url, char[] password) {
    throw new UnsupportedOperationException();
  }

  /** Extensions of the captured database that the target's server does not have. */
  public static List<String> missingExtensions(
      DatabaseUrl url, char[] password, List<String> extensions) {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes the database, empty, from {@code template0} with the captured locale, or with C where the
   * server lacks that.
   *
   * @throws dev.davit.contracts.error.DavitException TARGET_NOT_EMPTY if it exists,
   *     EXTENSION_MISSING, PERMISSION_MISSING
   */
  public static void create(DatabaseUrl url, char[] password, DatabaseManifest captured) {
    throw new UnsupportedOperationException();
  }

  /** Ends its sessions and drops it; nothing to do if it does not exist. */
  public static void drop(DatabaseUrl url, char[] password) {
    throw new UnsupportedOperationException();
  }
}
