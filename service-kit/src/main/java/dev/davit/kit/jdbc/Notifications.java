package dev.davit.kit.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * Hears {@code NOTIFY} of the service's own schema on one connection of the pool and raises every
 * {@link Signal} that was handed out. A hint only: while the connection is lost nothing is heard,
 * so each listener also polls.
 */
public final class Notifications implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Notifications.class.getName());
  private static final Duration RECONNECT = Duration.ofSeconds(1);
  private static final int WAIT_MILLIS = 500;

  private final DataSource dataSource;
  private final List<Signal> signals = new CopyOnWriteArrayList<>();
  private final Signal stop = new Signal();
  private final Thread thread;
  private volatile boolean closed;

  private Notifications(DataSource dataSource) {
    this.dataSource = dataSource;
    this.thread = Thread.ofPlatform().daemon().name("davit-notifications").unstarted(this::listen);
  }

  /** Starts to listen; keeps one connection until closed. */
  public static Notifications start(DataSource dataSource) {
    var notifications = new Notifications(dataSource);
    notifications.thread.start();
    return notifications;
  }

  /** Wakes whoever listens in this schema, when {@code tx} commits. */
  public static void raise(Connection tx) throws SQLException {
    JdbcRunner.on(tx).execute("select pg_notify('davit.' || current_schema(), '')");
  }

  /** A signal that is raised whenever anything changed. */
  public Signal signal() {
    var signal = new Signal();
    signals.add(signal);
    return signal;
  }

  @Override
  public void close() {
    closed = true;
    stop.raise();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void listen() {
    while (!closed) {
      try (Connection connection = dataSource.getConnection()) {
        listenOn(connection);
      } catch (SQLException e) {
        LOG.log(System.Logger.Level.DEBUG, "not listening; state={0}", e.getSQLState());
        pause();
      }
    }
  }

  private void listenOn(Connection connection) throws SQLException {
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "do $$begin execute format('listen %I', 'davit.' || current_schema()); end$$");
      raiseAll(); // what happened while nobody listened
      PGConnection heard = connection.unwrap(PGConnection.class);
      while (!closed) {
        var notifications = heard.getNotifications(WAIT_MILLIS);
        if (notifications != null && notifications.length > 0) {
          raiseAll();
        }
      }
      statement.execute("unlisten *");
    }
  }

  private void raiseAll() {
    signals.forEach(Signal::raise);
  }

  private void pause() {
    try {
      stop.await(RECONNECT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }
}
