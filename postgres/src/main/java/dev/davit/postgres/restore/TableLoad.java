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
import java.util.concurrent.atomic.AtomicBoolean;
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
  private final AtomicBoolean broken = new AtomicBoolean();

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
      broken.set(true);
      switch (e.getCause()) {
        case IOException cause -> throw cause;
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        default -> throw new IllegalStateException(e.getCause());
      }
    } catch (InterruptedException e) {
      broken.set(true);
      throw e;
    }
  }

  private Void work(Queue<String> todo) throws IOException {
    String name = null;
    try (Connection session = target.connect(password)) {
      SessionSettings.apply(session);
      try (var statement = session.createStatement()) {
        statement.execute("SET xmloption = content; SET client_min_messages = warning");
      }
      for (name = todo.poll(); name != null; name = todo.poll()) {
        copy(session, name);
      }
    } catch (SQLException e) {
      broken.set(true);
      // The server's own words about a row would repeat what the row holds.
      throw SqlErrors.working(target, "filling it from \"" + name + "\"", withoutData(e));
    } catch (IOException | RuntimeException e) {
      broken.set(true);
      throw e;
    }
    return null;
  }

  private static SQLException withoutData(SQLException e) {
    String message =
        e instanceof org.postgresql.util.PSQLException p && p.getServerErrorMessage() != null
            ? p.getServerErrorMessage().getMessage()
            : e.getMessage();
    return new SQLException(message, e.getSQLState(), e);
  }

  private void copy(Connection session, String name) throws SQLException, IOException {
    CopyIn copy = session.unwrap(PGConnection.class).getCopyAPI().copyIn(statements.of(name));
    try (InputStream content = files.open(name)) {
      byte[] bytes = new byte[BUFFER];
      for (int n = content.read(bytes); n >= 0; n = content.read(bytes)) {
        if (broken.get() || cancelled.getAsBoolean()) {
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
