package dev.davit.postgres.restore;

import dev.davit.postgres.DatabaseUrl;
import java.util.List;

/** Roles that a dump's objects belong to. */
public final class RolesRestore {
  private RolesRestore() {}

  /**
   * Makes the roles of {@code roles.sql} that the server lacks, without passwords: they cannot log
   * in until they are given one. Roles that exist are not touched.
   *
   * @return names of the roles made
   * @throws dev.davit.contracts.error.DavitException PERMISSION_MISSING
   */
  public static List<String> missing(DatabaseUrl server, char[] password, byte[] rolesSql) {
    throw new UnsupportedOperationException();
  }
}
