package dev.davit.kit.jdbc;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * Runs whole transactions. A transaction that PostgreSQL ended for a passing reason is run again,
 * so its body must have no effect outside of the database. Thread-safe.
 *
 * <p>PostgreSQL ends a transaction that says nothing for a minute: else a machine that stands still
 * or is cut off in the middle of one would keep its locks, and so others' work, for hours.
 */
public final class Transactions {
  /** The relay is silent for up to half of that, while the broker is away. */
  private static final String LIMIT = "set idle_in_transaction_session_timeout = '60s'";

  /** Sessions that know their limit; a pool hands out the same ones again and again. */
  private static final Set<PGConnection> LIMITED =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private static final int ATTEMPTS = 4;
  private static final Duration FIRST_DELAY = Duration.ofMillis(50);

  private final DataSource dataSource;

  public Transactions(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** What is done inside; the connection belongs to the transaction and is closed after it. */
  @FunctionalInterface
  public interface Body<T> {
    T run(Connection tx) throws SQLException;
  }

  /** As {@link Body}, for what yields nothing. */
  @FunctionalInterface
  public interface Action {
    void run(Connection tx) throws SQLException;
  }

  /**
   * Runs and commits, up to four times. {@link ErrorCode#STATE_UNAVAILABLE} when PostgreSQL cannot
   * be reached all the same; {@link ErrorCode#INTERNAL} for an SQL error that repeating cannot
   * cure. Whatever else the body throws rolls back and is thrown on.
   */
  public <T> T get(Body<T> body) {
    SQLException last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        return once(body);
      } catch (SQLException e) {
        if (last != null) {
          e.addSuppressed(last);
        }
        last = e;
        if (!SqlFailure.isTransient(e) || Thread.currentThread().isInterrupted()) {
          break;
        }
        LockSupport.parkNanos(FIRST_DELAY.multipliedBy(1L << attempt).toNanos());
      }
    }
    throw new DavitException(
        SqlFailure.isTransient(last) ? ErrorCode.STATE_UNAVAILABLE : ErrorCode.INTERNAL,
        "Davit's own database",
        "SQLState " + last.getSQLState(),
        last);
  }

  /** As {@link #get}. */
  public void run(Action action) {
    get(tx -> {
      action.run(tx);
      return null;
    });
  }

  /** Runs and commits exactly once; the caller judges what it throws. */
  public <T> T once(Body<T> body) throws SQLException {
    try (Connection tx = dataSource.getConnection()) {
      limit(tx);
      tx.setAutoCommit(false);
      try {
        T result = body.run(tx);
        tx.commit();
        return result;
      } catch (SQLException | RuntimeException | Error e) {
        rollback(tx, e);
        throw e;
      } finally {
        restoreAutoCommit(tx);
      }
    }
  }

  private static void limit(Connection tx) throws SQLException {
    if (LIMITED.add(tx.unwrap(PGConnection.class))) {
      try (Statement statement = tx.createStatement()) {
        statement.execute(LIMIT);
      }
    }
  }

  private static void rollback(Connection tx, Throwable original) {
    try {
      tx.rollback();
    } catch (SQLException e) {
      original.addSuppressed(e);
    }
  }

  /** A pool may hand the connection to somebody who expects auto-commit; a broken one is gone. */
  private static void restoreAutoCommit(Connection tx) {
    try {
      tx.setAutoCommit(true);
    } catch (SQLException e) {
      System.getLogger(Transactions.class.getName())
          .log(System.Logger.Level.DEBUG, "connection not reset; state={0}", e.getSQLState());
    }
  }
}
