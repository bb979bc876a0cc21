package dev.davit.kit.testing;

import dev.davit.kit.jdbc.JdbcRunner;
import dev.davit.kit.jdbc.Transactions;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;

/**
 * The time of a schema, for statements that ask {@code clock_timestamp()}: stands still until the
 * test moves it. A function of that name lies in the schema, and its connections look there before
 * they look among PostgreSQL's own.
 */
public final class DatabaseClock {
  private final DataSource dataSource;
  private final Transactions transactions;

  private DatabaseClock(DataSource dataSource) {
    this.dataSource = dataSource;
    this.transactions = new Transactions(dataSource);
  }

  /** In a schema of its own. */
  public static DatabaseClock in(DataSource fresh, Instant now) {
    var clock = new DatabaseClock(lookingHereFirst(fresh));
    clock.transactions.run(tx -> {
      JdbcRunner.on(tx).execute("create table test_clock (now timestamptz not null)");
      JdbcRunner.on(tx).update("insert into test_clock values (?)", now);
      JdbcRunner.on(tx)
          .execute(
              "create function clock_timestamp() returns timestamptz language sql volatile"
                  + " as 'select now from test_clock'");
    });
    return clock;
  }

  private static DataSource lookingHereFirst(DataSource fresh) {
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, called, arguments) -> {
              var connection = (Connection) called.invoke(fresh, arguments);
              JdbcRunner.on(connection)
                  .execute(
                      "select set_config('search_path',"
                          + " quote_ident(current_schema()) || ', pg_catalog', false)");
              return connection;
            });
  }

  /** Connections that go by this clock. */
  public DataSource dataSource() {
    return dataSource;
  }

  public void advance(Duration by) {
    transactions.run(tx ->
        JdbcRunner.on(tx)
            .update("update test_clock set now = now + ? * interval '1 ms'", by.toMillis()));
  }
}
