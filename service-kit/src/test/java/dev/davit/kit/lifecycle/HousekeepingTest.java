package dev.davit.kit.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.kit.jdbc.JdbcRunner;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.kit.testing.TestPostgres;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class HousekeepingTest {
  private final DataSource database = TestPostgres.shared().freshSchema();
  private final Transactions transactions = new Transactions(database);

  private void work(UUID run, String state) {
    transactions.run(tx -> {
      JdbcRunner.on(tx)
          .update(
              """
              insert into work (id, kind, run, system, generation, state, needs, event, changed)
              values (?, 'k', ?, 's', 1, ?, '{}', '{}', now() - interval '99 days')
              """,
              UUID.randomUUID(),
              run,
              state);
      JdbcRunner.on(tx)
          .update(
              """
              insert into work_fact (run, name, generation, event, at)
              values (?, 'fact', 1, '{}', now() - interval '99 days')
              """,
              run);
    });
  }

  private long count(String table) {
    return transactions
        .get(tx -> JdbcRunner.on(tx).first("select count(*) from " + table, row -> row.getLong(1)))
        .orElseThrow();
  }

  @Test
  void whatIsOldIsDeletedUnlessWorkStillNeedsIt() {
    for (String state : List.of("done", "failed", "cancelled", "waiting", "ready", "leased")) {
      work(UUID.randomUUID(), state);
    }
    try (var housekeeping = new Housekeeping(database)) {
      assertThat(housekeeping.tidy()).isEqualTo(6);
    }
    assertThat(count("work")).isEqualTo(3);
    assertThat(count("work_fact")).isEqualTo(3);
  }

  @Test
  void whatTheBrokerMayStillSendAgainIsRemembered() {
    transactions.run(tx ->
        JdbcRunner.on(tx)
            .update(
                "insert into inbox (source, id, at) values"
                    + " ('s', 'old', now() - interval '36 days'),"
                    + " ('s', 'young', now() - interval '8 days')"));
    try (var housekeeping = new Housekeeping(database)) {
      assertThat(housekeeping.tidy()).isEqualTo(1);
    }
    assertThat(count("inbox")).isEqualTo(1);
  }
}
