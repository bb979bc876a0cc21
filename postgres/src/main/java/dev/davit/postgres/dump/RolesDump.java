package dev.davit.postgres.dump;

import dev.davit.postgres.ChildCommand;
import dev.davit.postgres.ChildProcess;
import dev.davit.postgres.DatabaseUrl;
import dev.davit.postgres.PasswordFile;
import dev.davit.postgres.PostgresPrograms;
import java.io.IOException;
import java.util.List;

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
    try (var secret = PasswordFile.write(staging.path(), password)) {
      var environment = SessionSettings.environment(any);
      environment.putAll(secret.environment());
      String quoted = any.database().replace("\\", "\\\\").replace("'", "\\'");
      var line =
          List.of(
              programs.program("pg_dumpall"),
              "--roles-only",
              "--no-role-passwords",
              "--no-password",
              "--dbname=dbname='" + quoted + "'");
      return ChildProcess.output(
          ChildCommand.of(line, environment), "roles of the server at " + any.server());
    }
  }
}
