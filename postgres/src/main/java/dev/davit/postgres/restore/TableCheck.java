package dev.davit.postgres.restore;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.point.Fingerprint;
import dev.davit.postgres.DatabaseUrl;
import dev.davit.postgres.SqlErrors;
import dev.davit.postgres.dump.RowSum;
import dev.davit.postgres.dump.SessionSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** Compares a restored database with the fingerprints that were captured. */
public final class TableCheck {
  private static final int NAMED = 20;

  private TableCheck() {}

  /**
   * Reads every table again.
   *
   * @param parallel tables at a time
   * @return tables that differ, by name; empty if none does
   * @throws DavitException CANCELLED, DATABASE_UNREACHABLE
   */
  public static List<TableDifference> verify(
      DatabaseUrl target,
      char[] password,
      List<Fingerprint> expected,
      int parallel,
      BooleanSupplier cancelled)
      throws InterruptedException {
    var todo = new ConcurrentLinkedQueue<>(expected);
    var found = new ConcurrentLinkedQueue<TableDifference>();
    try (var pool =
        Executors.newFixedThreadPool(parallel, Thread.ofPlatform().daemon().factory())) {
      var tasks = new ArrayList<Future<?>>();
      for (int i = 0; i < parallel; i++) {
        tasks.add(pool.submit(() -> work(target, password, todo, found, cancelled)));
      }
      for (Future<?> task : tasks) {
        task.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
    var all = new ArrayList<>(found);
    all.sort(Comparator.comparing(TableDifference::schema).thenComparing(TableDifference::table));
    return all;
  }

  private static void work(
      DatabaseUrl target,
      char[] password,
      Queue<Fingerprint> todo,
      Queue<TableDifference> found,
      BooleanSupplier cancelled) {
    try (var session = target.connect(password)) {
      SessionSettings.apply(session);
      for (Fingerprint next = todo.poll(); next != null; next = todo.poll()) {
        var difference = compare(session, next, cancelled);
        if (difference != null) {
          found.add(difference);
        }
      }
    } catch (SQLException e) {
      throw SqlErrors.working(target, "reading its tables again", e);
    }
  }

  private static TableDifference compare(
      Connection session, Fingerprint expected, BooleanSupplier cancelled) throws SQLException {
    try {
      var sum = read(session, expected, cancelled);
      if (sum.rows() != expected.rows()) {
        return difference(expected, sum.rows(), "the number of rows differs");
      }
      return sum.sum().equals(expected.sum())
          ? null
          : difference(expected, sum.rows(), "the rows differ");
    } catch (SQLException e) {
      if (e.getSQLState() != null && e.getSQLState().startsWith("42")) {
        return difference(expected, -1, "it cannot be read, SQLSTATE " + e.getSQLState());
      }
      throw e;
    }
  }

  private static TableDifference difference(Fingerprint expected, long rows, String reason) {
    return new TableDifference(expected.schema(), expected.table(), expected.rows(), rows, reason);
  }

  private static RowSum read(Connection session, Fingerprint table, BooleanSupplier cancelled)
      throws SQLException {
    var sum = new RowSum();
    CopyOut copy = session.unwrap(PGConnection.class).getCopyAPI().copyOut(statement(table));
    try {
      int count = 0;
      for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
        sum.update(row, 0, row.length);
        if (++count % 4096 == 0 && cancelled.getAsBoolean()) {
          throw new DavitException(ErrorCode.CANCELLED, "the validation", null);
        }
      }
      return sum;
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private static String statement(Fingerprint table) {
    String columns =
        table.columns().stream().map(SqlNames::quote).collect(Collectors.joining(", "));
    return "COPY "
        + SqlNames.quote(table.schema())
        + "."
        + SqlNames.quote(table.table())
        + (columns.isEmpty() ? "" : " (" + columns + ")")
        + " TO STDOUT";
  }

  /**
   * As {@link #verify}, and refuses any difference.
   *
   * @throws DavitException VALIDATION_FAILED, listing the tables
   */
  public static void requireEqual(
      DatabaseUrl target,
      char[] password,
      List<Fingerprint> expected,
      int parallel,
      BooleanSupplier cancelled)
      throws InterruptedException {
    var differences = verify(target, password, expected, parallel, cancelled);
    if (!differences.isEmpty()) {
      String list =
          differences.stream()
              .limit(NAMED)
              .map(d -> "\"" + d.schema() + "\".\"" + d.table() + "\" " + d.reason())
              .collect(Collectors.joining("; "));
      throw new DavitException(
          ErrorCode.VALIDATION_FAILED,
          target.quoted(),
          differences.size() + " tables differ: " + list);
    }
  }
}
