package dev.davit.postgres.restore;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.postgres.DatabaseUrl;
import dev.davit.postgres.SqlErrors;
import dev.davit.postgres.dump.SessionSettings;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Copies a dump's data files into their tables, several at a time, the largest first, straight from
 * wherever the files are kept. Used once.
 */
final class TableLoad {
  private static final int BUFFER = 1 << 18;

  private final DatabaseUrl target;
  private final char[] password;
  private final DumpFiles files;
  private final CopyStatements statements;
  private final LongConsumer progress;
  private final BooleanSupplier cancelled;

  /** The first; whatever comes after it is its consequence. */
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  TableLoad(
      DatabaseUrl target,
      char[] password,
      DumpFiles files,
      CopyStatements statements,
      LongConsumer progress,
      BooleanSupplier cancelled) {
    this.target = target;
    this.password = password;
    this.files = files;
    this.statements = statements;
    this.progress = progress;
    this.cancelled = cancelled;
  }

  /**
   * Returns when all are in.
   *
   * @throws DavitException CANCELLED, DISK_FULL, DATABASE_UNREACHABLE, TOOL_FAILED
   */
  void run(Collection<String> names, int jobs) throws IOException, InterruptedException {
    var largestFirst = new ArrayList<>(names);
    largestFirst.sort(Comparator.comparingLong(files::size).reversed());
    var todo = new ConcurrentLinkedQueue<>(largestFirst);
    try (var pool =
        Executors.newFixedThreadPool(
            jobs, Thread.ofPlatform().daemon().name("davit-restore-copy-", 0).factory())) {
      var tasks = new ArrayList<Future<?>>();
      for (int i = 0; i < jobs; i++) {
        tasks.add(pool.submit(() -> work(todo)));
      }
      await(tasks);
    }
  }

  private void await(Collection<Future<?>> tasks) throws IOException, InterruptedException {
    try {
      for (Future<?> task : tasks) {
        task.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a copier keeps what it meets", e);
    } catch (InterruptedException e) {
      failure.compareAndSet(null, e);
      throw e;
    }
    switch (failure.get()) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  /** Copies files until none is left, or anything has gone wrong anywhere. */
  private void work(Queue<String> todo) {
    String name = null;
    try (Connection session = target.connect(password)) {
      SessionSettings.apply(session);
      try (var statement = session.createStatement()) {
        statement.execute("SET xmloption = content; SET client_min_messages = warning");
      }
      for (name = todo.poll(); name != null && failure.get() == null; name = todo.poll()) {
        copy(session, name);
      }
    } catch (SQLException e) {
      String doing = name == null ? "opening a session" : "filling it from \"" + name + "\"";
      failure.compareAndSet(null, SqlErrors.working(target, doing, withoutData(e)));
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
    }
  }

  /** What the server says about a row repeats what the row holds. */
  private static SQLException withoutData(SQLException e) {
    return new SQLException("SQLSTATE " + e.getSQLState(), e.getSQLState());
  }

  private void copy(Connection session, String name) throws SQLException, IOException {
    CopyIn copy = session.unwrap(PGConnection.class).getCopyAPI().copyIn(statements.of(name));
    try (InputStream content = files.open(name)) {
      byte[] bytes = new byte[BUFFER];
      for (int n = content.read(bytes); n >= 0; n = content.read(bytes)) {
        if (failure.get() != null) {
          return; // another copier's: the restore has failed
        }
        if (cancelled.getAsBoolean()) {
          throw new DavitException(ErrorCode.CANCELLED, "the restore", null);
        }
        copy.writeToCopy(bytes, 0, n);
        progress.accept(n);
      }
      copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }
}
