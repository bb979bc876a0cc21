package dev.davit.dump;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.postgres.DatabaseUrl;
import dev.davit.postgres.SqlErrors;
import dev.davit.postgres.dump.SessionSettings;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A session that does nothing: it lives as long as its server does not end. A program that fails
 * says in words alone that its server has left it; of a crash this one tells in a way to decide by.
 */
final class ServerWitness implements AutoCloseable {
  private static final int LIMIT_SECONDS = 10;

  private final DatabaseUrl url;
  private final Connection session;

  private ServerWitness(DatabaseUrl url, Connection session) {
    this.url = url;
    this.session = session;
  }

  /** {@code DATABASE_*} if the server does not let us in. */
  static ServerWitness of(DatabaseUrl url, char[] password) {
    Connection session = url.connect(password);
    try {
      SessionSettings.removeTimeLimits(session);
      return new ServerWitness(url, session);
    } catch (SQLException e) {
      var witness = new ServerWitness(url, session);
      witness.close();
      throw SqlErrors.working(url, "opening a session", e);
    }
  }

  /**
   * To be asked when something has failed.
   *
   * @throws DavitException {@code DATABASE_UNREACHABLE}, caused by the failure, if the server has
   *     ended sessions meanwhile
   */
  void requireUnbroken(Exception failure) {
    if (!lives()) {
      throw new DavitException(
          ErrorCode.DATABASE_UNREACHABLE,
          url.quoted(),
          "the server at " + url.server() + " has ended its sessions",
          failure);
    }
  }

  private boolean lives() {
    try {
      return session.isValid(LIMIT_SECONDS);
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (SQLException e) {
      // The server has ended it.
    }
  }
}
