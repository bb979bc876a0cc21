package dev.davit.postgres;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.sql.SQLException;

/** Makes Davit's errors of the server's, by SQLSTATE, never by an error's text. */
public final class SqlErrors {
  private SqlErrors() {}

  /** Why a session could not be opened. */
  public static DavitException connecting(DatabaseUrl url, SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    ErrorCode code =
        switch (state) {
          case "28000", "28P01", "08004" -> ErrorCode.DATABASE_REFUSED_LOGIN;
          case "3D000" -> ErrorCode.DATABASE_UNKNOWN;
          case "42501" -> ErrorCode.PERMISSION_MISSING;
          case "53300" -> ErrorCode.DATABASE_BUSY;
          default -> ErrorCode.DATABASE_UNREACHABLE;
        };
    String object = "user \"" + url.user() + "\" on " + url.quoted() + " at " + url.server();
    return new DavitException(code, object, stateOf(state), e);
  }

  /** Why a statement on a database did not succeed. */
  public static DavitException working(DatabaseUrl url, String doing, SQLException e) {
    return working(url.quoted(), doing, e);
  }

  /**
   * @param object what was worked on, its name in quotes
   */
  public static DavitException working(String object, String doing, SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    ErrorCode code =
        switch (state) {
          case "42501" -> ErrorCode.PERMISSION_MISSING;
          case "53100" -> ErrorCode.DISK_FULL;
          case "3D000" -> ErrorCode.DATABASE_UNKNOWN;
          default ->
              state.startsWith("08") || state.startsWith("57P") || state.isEmpty()
                  ? ErrorCode.DATABASE_UNREACHABLE
                  : ErrorCode.TOOL_FAILED;
        };
    return new DavitException(code, object, doing + ": " + e.getMessage(), e);
  }

  private static String stateOf(String state) {
    return switch (state) {
      case "28P01" -> "wrong password";
      case "08004" -> "a password is needed and none is given, or too many sessions";
      case "28000" -> "its access rules (pg_hba.conf) admit no such login";
      case "3D000" -> "the server has no database of that name";
      case "42501" -> "the role may not connect";
      case "53300" -> "too many sessions";
      case "57P03" -> "the server is starting or stopping";
      default -> "SQLSTATE " + (state.isEmpty() ? "unknown" : state);
    };
  }
}
