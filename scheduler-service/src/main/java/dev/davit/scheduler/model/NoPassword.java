package dev.davit.scheduler.model;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.util.regex.Pattern;

/**
 * Keeps passwords out of tables and events: settings name where a password is, and carry none.
 * Thread-safe.
 */
public final class NoPassword {
  private static final Pattern USER_INFO = Pattern.compile("[^/?#]*://[^/?#]*:[^/?#]*@.*");
  private static final Pattern QUERY = Pattern.compile("[^?]*\\?(.*&)?(ssl)?password=.*");

  private NoPassword() {}

  /**
   * @param url of a database; null allowed
   * @throws DavitException INVALID_REQUEST, without the URL: it would tell the password
   */
  public static void in(String url) {
    if (url != null && (USER_INFO.matcher(url).matches() || QUERY.matcher(url).matches())) {
      throw new DavitException(
          ErrorCode.INVALID_REQUEST,
          "database URL",
          "it holds a password; put that into a file and name it as the password");
    }
  }
}
