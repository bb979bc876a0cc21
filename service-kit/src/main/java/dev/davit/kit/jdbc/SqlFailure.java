package dev.davit.kit.jdbc;

import java.sql.SQLException;

/** Judges an {@link SQLException} by its SQLState alone, never by its text. */
public final class SqlFailure {
  private SqlFailure() {}

  /**
   * True if the same transaction may succeed later: connection lost (08), deadlock or serialisation
   * (40), out of resources (53), shutting down or cancelled (57), lock not available (55P03), or no
   * SQLState at all, which pools use when they have no connection to give.
   */
  public static boolean isTransient(SQLException failure) {
    String state = failure.getSQLState();
    if (state == null || state.length() < 2) {
      return true;
    }
    return switch (state.substring(0, 2)) {
      case "08", "40", "53", "57" -> true;
      default -> state.equals("55P03");
    };
  }
}
