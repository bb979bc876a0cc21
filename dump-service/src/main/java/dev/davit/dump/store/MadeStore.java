package dev.davit.dump.store;

import dev.davit.contracts.RunId;
import dev.davit.dump.model.Made;
import dev.davit.kit.jdbc.JdbcRunner;
import dev.davit.kit.jdbc.Transactions;
import java.util.List;
import javax.sql.DataSource;

/**
 * The journal of what recoveries made, in table {@code made}. Every method is one transaction of
 * its own and durable when it returns. Thread-safe.
 */
public final class MadeStore {
  private final Transactions transactions;

  public MadeStore(DataSource dataSource) {
    this.transactions = new Transactions(dataSource);
  }

  /** Notes what is about to be made; repeating it changes nothing. */
  public void note(RunId run, Made kind, String name) {
    transactions.run(tx ->
        JdbcRunner.on(tx)
            .update(
                "insert into made (run, kind, name) values (?, ?, ?) on conflict do nothing",
                run.value(),
                kind,
                name));
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
    return names(run, kind).contains(name);
  }

  /** All that the run noted of one kind, by name. */
  public List<String> names(RunId run, Made kind) {
    return transactions.get(tx ->
        JdbcRunner.on(tx)
            .query(
                "select name from made where run = ? and kind = ? order by name",
                row -> row.getString(1),
                run.value(),
                kind));
  }
}
