package dev.davit.media.store;

import dev.davit.contracts.RunId;
import dev.davit.contracts.codec.Json;
import dev.davit.kit.jdbc.JdbcRunner;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.media.model.Made;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The journal of what recoveries made, in table {@code made}. Every method is one transaction of
 * its own and durable when it returns. Thread-safe.
 */
public final class MadeStore {
  private static final int PAGE = 1_000;

  private final Transactions transactions;

  public MadeStore(DataSource dataSource) {
    this.transactions = new Transactions(dataSource);
  }

  /** Notes what is about to be made; repeating it changes nothing. */
  public void note(RunId run, Made kind, String name) {
    noteAll(run, kind, List.of(name));
  }

  /**
   * As {@link #note(RunId, Made, String)}, with what taking it back must know: the first counts.
   */
  public void note(RunId run, Made kind, String name, Object detail) {
    transactions.run(tx ->
        JdbcRunner.on(tx)
            .update(
                """
                insert into made (run, kind, name, detail) values (?, ?, ?, ?)
                on conflict do nothing
                """,
                run.value(),
                kind,
                name,
                Json.text(detail)));
  }

  /** Notes several things at once. */
  public void noteAll(RunId run, Made kind, List<String> names) {
    transactions.run(tx -> {
      for (String name : names) {
        JdbcRunner.on(tx)
            .update(
                "insert into made (run, kind, name) values (?, ?, ?) on conflict do nothing",
                run.value(),
                kind,
                name);
      }
    });
  }

  /** Drops a note whose object is gone. */
  public void forget(RunId run, Made kind, String name) {
    transactions.run(tx ->
        JdbcRunner.on(tx)
            .update(
                "delete from made where run = ? and kind = ? and name = ?",
                run.value(),
                kind,
                name));
  }

  /** True if the run noted that it makes this. */
  public boolean has(RunId run, Made kind, String name) {
    return transactions.get(tx ->
        JdbcRunner.on(tx)
            .query(
                "select count(*) from made where run = ? and kind = ? and name = ?",
                row -> row.getInt(1) > 0,
                run.value(),
                kind,
                name)
            .getFirst());
  }

  /** What was noted with it; empty if it was not noted, or without a detail. */
  public <T> Optional<T> detail(RunId run, Made kind, String name, Class<T> type) {
    return transactions
        .get(tx ->
            JdbcRunner.on(tx)
                .query(
                    """
                    select detail from made
                    where run = ? and kind = ? and name = ? and detail is not null
                    """,
                    row -> row.getString(1),
                    run.value(),
                    kind,
                    name))
        .stream()
        .findFirst()
        .map(text -> Json.read(text, type));
  }

  /** All directories that the run noted of one kind, by name. */
  public List<String> names(RunId run, Made kind) {
    return transactions.get(tx ->
        JdbcRunner.on(tx)
            .query(
                "select name from made where run = ? and kind = ? order by name collate \"C\"",
                row -> row.getString(1),
                run.value(),
                kind));
  }

  /** A thousand at most of what the run noted of one kind; forget them to get the next. */
  public List<String> some(RunId run, Made kind) {
    return transactions.get(tx ->
        JdbcRunner.on(tx)
            .query(
                "select name from made where run = ? and kind = ? order by name collate \"C\" limit "
                    + PAGE,
                row -> row.getString(1),
                run.value(),
                kind));
  }
}
