package dev.davit.e2e.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Looks at the outbox twice a second. Where it is told to, it also ends the runs that are live, as
 * the workers would, so that the next request of the same system is accepted.
 */
final class OutboxWatch implements AutoCloseable {
  private static final String LOOK =
      "select count(*), coalesce(extract(epoch from now() - min(created)), 0) from outbox";
  private static final String END =
      "update run set state = 'cancelled', ended = true, ended_at = now() where not ended";

  private final DataSource database;
  private final boolean ending;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofPlatform().daemon().name("bench-outbox").unstarted(this::watch);
  private volatile SQLException failure;
  private volatile long mostWaiting;
  private volatile double oldestSeconds;

  OutboxWatch(DataSource database, boolean ending) {
    this.database = database;
    this.ending = ending;
    thread.start();
  }

  private void watch() {
    try (Connection connection = database.getConnection()) {
      while (!closed.await(500, TimeUnit.MILLISECONDS)) {
        look(connection);
        if (ending) {
          connection.createStatement().execute(END);
        }
      }
    } catch (SQLException e) {
      failure = e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(LOOK)) {
      row.next();
      mostWaiting = Math.max(mostWaiting, row.getLong(1));
      oldestSeconds = Math.max(oldestSeconds, row.getDouble(2));
    }
  }

  /** Events that waited to be sent, at most. */
  long mostWaiting() {
    return mostWaiting;
  }

  /** How long one had waited, at most. */
  double oldestSeconds() {
    return oldestSeconds;
  }

  @Override
  public void close() throws InterruptedException, SQLException {
    closed.countDown();
    thread.join();
    if (failure != null) {
      throw failure;
    }
  }
}
