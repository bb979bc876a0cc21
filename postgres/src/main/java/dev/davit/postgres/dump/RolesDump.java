package dev.davit.postgres.dump;

import dev.davit.postgres.DatabaseUrl;
import dev.davit.postgres.PostgresPrograms;
import java.io.IOException;

/** The server's roles as SQL, without their passwords. */
public final class RolesDump {
  private RolesDump() {}

  /**
   * {@code roles.sql} of the server; small.
   *
   * @throws dev.davit.contracts.error.DavitException TOOL_FAILED
   */
  public static byte[] read(
      PostgresPrograms programs, DatabaseUrl any, char[] password, StagingDirectory staging)
      throws IOException, InterruptedException {
    throw new UnsupportedOperationException();
  }
}
