package dev.davit.postgres.dump;

import dev.davit.postgres.DatabaseUrl;
import dev.davit.postgres.SqlErrors;
import dev.davit.postgres.profile.Profile;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;

/** One session that holds one database at its moment. */
final class PinSession implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(PinSession.class.getName());

  private static final Duration AGAIN = Duration.ofMillis(500);
  private static final String EXPORT =
      "SELECT pg_catalog.pg_export_snapshot(), clock_timestamp(), CASE WHEN pg_is_in_recovery()"
          + " THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END::text";
  private static final String DESCRIBE =
      "SELECT current_setting('server_version_num')::int, pg_encoding_to_char(encoding),"
          + " datcollate, datctype, pg_get_userbyid(datdba), pg_database_size(oid)"
          + " FROM pg_database WHERE datname = current_database()";
  private static final String EXTENSIONS =
      "SELECT extname || ' ' || extversion FROM pg_extension WHERE extname <> 'plpgsql' ORDER BY 1";
  private static final String ALIVE =
      "SELECT 1 FROM pg_stat_activity WHERE pid = ? AND backend_start = ?";

  private final DatabaseUrl url;
  private final Connection session;
  private int backend;
  private OffsetDateTime backendStart;
  private final CountDownLatch closed = new CountDownLatch(1);
  private String snapshot;
  private Instant at;
  private String wal;

  private PinSession(DatabaseUrl url, Connection session) {
    this.url = url;
    this.session = session;
  }

  static PinSession open(DatabaseUrl url, char[] password) {
    var pin = new PinSession(url, url.connect(password));
    try {
      SessionSettings.removeTimeLimits(pin.session);
      pin.rememberBackend();
      pin.session.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      pin.session.setReadOnly(true);
      pin.session.setAutoCommit(false);
      return pin;
    } catch (SQLException e) {
      pin.close();
      throw SqlErrors.working(url, "preparing to pin it", e);
    }
  }

  private void rememberBackend() throws SQLException {
    String sql = "SELECT pid, backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()";
    try (var s = session.createStatement();
        var r = s.executeQuery(sql)) {
      r.next();
      backend = r.getInt(1);
      backendStart = r.getObject(2, OffsetDateTime.class);
    }
  }

  /** Begins the transaction and exports its snapshot; nothing else, so that pins lie close. */
  void pin() {
    try (var s = session.createStatement();
        var r = s.executeQuery(EXPORT)) {
      r.next();
      snapshot = r.getString(1);
      at = r.getObject(2, OffsetDateTime.class).toInstant();
      wal = r.getString(3);
    } catch (SQLException e) {
      throw SqlErrors.working(url, "pinning it", e);
    }
  }

  PinnedDatabase describe(Profile profile) {
    try (var s = session.createStatement();
        var r = s.executeQuery(DESCRIBE)) {
      r.next();
      return described(r, profile);
    } catch (SQLException e) {
      throw SqlErrors.working(url, "describing it", e);
    }
  }

  private PinnedDatabase described(ResultSet r, Profile profile) throws SQLException {
    String version = profile.version(session);
    return new PinnedDatabase(
        url,
        snapshot,
        r.getInt(1),
        wal,
        at,
        r.getString(2),
        r.getString(3),
        r.getString(4),
        r.getString(5),
        extensions(),
        version,
        profile.guards(session),
        r.getLong(6),
        DumpedTables.fileNodes(session),
        session);
  }

  private List<String> extensions() throws SQLException {
    var all = new ArrayList<String>();
    try (var s = session.createStatement();
        var r = s.executeQuery(EXTENSIONS)) {
      while (r.next()) {
        all.add(r.getString(1));
      }
    }
    return all;
  }

  /** Without its start time a process number could be another session's by now. */
  boolean isAlive(Connection other) throws SQLException {
    try (var s = other.prepareStatement(ALIVE)) {
      s.setInt(1, backend);
      s.setObject(2, backendStart);
      try (var r = s.executeQuery()) {
        return r.next();
      }
    }
  }

  DatabaseUrl url() {
    return url;
  }

  /**
   * Ends whatever statement runs, and each that begins, until the session is closed: it may wait
   * for a lock of the application, and hears no interrupt.
   */
  void endStatements() {
    try {
      PGConnection running = session.unwrap(PGConnection.class);
      do {
        running.cancelQuery();
      } while (!closed.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS));
    } catch (SQLException e) {
      LOG.log(System.Logger.Level.DEBUG, "nothing left to end: sqlstate={0}", e.getSQLState());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      session.close();
    } catch (SQLException e) {
      LOG.log(System.Logger.Level.DEBUG, "closing a pin: sqlstate={0}", e.getSQLState());
    }
  }
}
