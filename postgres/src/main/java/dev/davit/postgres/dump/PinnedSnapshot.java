package dev.davit.postgres.dump;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.postgres.DatabaseUrl;
import dev.davit.postgres.SqlErrors;
import dev.davit.postgres.profile.Profile;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Databases of one server, each held at one moment by a {@code REPEATABLE READ READ ONLY}
 * transaction, pinned one right after another. Ends with its sessions. Thread-safe but for the
 * sessions themselves.
 */
public final class PinnedSnapshot implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final List<PinnedDatabase> databases;
  private final List<PinSession> sessions;
  private final char[] password;

  private PinnedSnapshot(
      List<PinnedDatabase> databases, List<PinSession> sessions, char[] password) {
    this.databases = List.copyOf(databases);
    this.sessions = List.copyOf(sessions);
    this.password = password == null ? null : password.clone();
  }

  /**
   * Pins all databases; if the application has unfinished operations, tries anew until there are
   * none or the time is over, and then marks the tables as inconsistent.
   *
   * @param password null if none is needed
   * @param rest how long to wait for the application to finish what it is about
   * @throws DavitException DATABASE_UNREACHABLE, DATABASE_REFUSED_LOGIN, DATABASE_UNKNOWN,
   *     DATABASE_TOO_OLD, PERMISSION_MISSING
   */
  public static PinnedSnapshot open(
      List<DatabaseUrl> databases, char[] password, Profile profile, Duration rest)
      throws InterruptedException {
    return open(databases, password, profile, rest, end -> {});
  }

  /**
   * As above for a caller that may have to stop.
   *
   * @param stopping is given, for each session, what ends its statements until it is closed; to be
   *     run on a thread of its own
   */
  public static PinnedSnapshot open(
      List<DatabaseUrl> databases,
      char[] password,
      Profile profile,
      Duration rest,
      Consumer<Runnable> stopping)
      throws InterruptedException {
    if (databases.isEmpty()) {
      throw new DavitException(ErrorCode.DATABASE_UNKNOWN, "the server", "it has no database");
    }
    long end = System.nanoTime() + rest.toNanos();
    while (true) {
      var snapshot = pin(databases, password, profile, stopping);
      if (snapshot.isAtRest() || System.nanoTime() - end >= 0) {
        return snapshot;
      }
      snapshot.close();
      // Nothing tells when the application is done: its next state is asked for.
      var ignored = new CountDownLatch(1).await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private static PinnedSnapshot pin(
      List<DatabaseUrl> databases, char[] password, Profile profile, Consumer<Runnable> stopping) {
    var sessions = new ArrayList<PinSession>();
    var pinned = new ArrayList<PinnedDatabase>();
    try {
      for (DatabaseUrl url : databases) {
        sessions.add(PinSession.open(url, password));
        stopping.accept(sessions.getLast()::endStatements);
      }
      for (PinSession session : sessions) {
        session.pin();
      }
      for (PinSession session : sessions) {
        pinned.add(session.describe(profile));
      }
      return new PinnedSnapshot(pinned, sessions, password);
    } catch (RuntimeException e) {
      sessions.forEach(PinSession::close);
      throw e;
    }
  }

  private boolean isAtRest() {
    return databases.stream().allMatch(d -> d.inconsistent().isEmpty());
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
   * Asks the server whether the sessions live, over a session of its own, so that it may be called
   * while they are busy.
   *
   * @throws DavitException PIN_LOST if a session is gone
   */
  public void checkAlive() {
    var first = databases.getFirst().url();
    try (var c = first.connect(password)) {
      for (PinSession session : sessions) {
        if (!session.isAlive(c)) {
          throw lost(session.url(), "the server has ended it", null);
        }
      }
    } catch (SQLException e) {
      throw lost(first, "SQLSTATE " + e.getSQLState(), e);
    } catch (DavitException e) {
      if (e.code() == ErrorCode.PIN_LOST) {
        throw e;
      }
      throw lost(first, e.problem().reason(), e);
    }
  }

  private static DavitException lost(DatabaseUrl url, String reason, Exception cause) {
    return new DavitException(ErrorCode.PIN_LOST, url.quoted(), reason, cause);
  }

  @Override
  public void close() {
    sessions.forEach(PinSession::close);
  }

  /** How an error on a pinned session is told: a lost session is a lost pin. */
  static DavitException failed(DatabaseUrl url, String doing, SQLException e) {
    var error = SqlErrors.working(url, doing, e);
    return error.code() == ErrorCode.DATABASE_UNREACHABLE ? lost(url, doing, e) : error;
  }
}
