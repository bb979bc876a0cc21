package dev.davit.postgres.dump;

import dev.davit.postgres.DatabaseUrl;
import dev.davit.postgres.profile.Profile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Databases of one server, each held at one moment by a {@code REPEATABLE READ READ ONLY}
 * transaction, pinned one right after another. Ends with its sessions. Thread-safe but for the
 * sessions themselves.
 */
public final class PinnedSnapshot implements AutoCloseable {
  private final List<PinnedDatabase> databases;

  private PinnedSnapshot(List<PinnedDatabase> databases) {
    this.databases = List.copyOf(databases);
  }

  /**
   * Pins all databases; if the application has unfinished operations, tries anew until there are
   * none or the time is over, and then marks the tables as inconsistent.
   *
   * @param password null if none is needed
   * @param rest how long to wait for the application to finish what it is about
   * @throws dev.davit.contracts.error.DavitException DATABASE_UNREACHABLE, DATABASE_REFUSED_LOGIN,
   *     DATABASE_UNKNOWN, DATABASE_TOO_OLD, PERMISSION_MISSING
   */
  public static PinnedSnapshot open(
      List<DatabaseUrl> databases, char[] password, Profile profile, Duration rest)
      throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  public List<PinnedDatabase> databases() {
    return databases;
  }

  /** When the first database was pinned: media must be read from now on. */
  public Instant at() {
    return databases.getFirst().at();
  }

  /** Position in the server's write-ahead log when the last database was pinned. */
  public String walPosition() {
    return databases.getLast().walPosition();
  }

  /**
   * @throws dev.davit.contracts.error.DavitException PIN_LOST if a session is gone
   */
  public void checkAlive() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
