package dev.davit.kit.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.kit.testing.TestPostgres;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class TransactionsTest {
  private final DataSource database = TestPostgres.shared().freshSchema();
  private final Transactions transactions = new Transactions(database);

  private String limit() {
    return transactions
        .get(tx ->
            JdbcRunner.on(tx)
                .first(
                    "select current_setting('idle_in_transaction_session_timeout')",
                    row -> row.getString(1)))
        .orElseThrow();
  }

  @Test
  void aTransactionThatFallsSilentDoesNotKeepItsLocksForEver() {
    assertThat(limit()).isEqualTo("1min");
    assertThat(limit()).isEqualTo("1min"); // the session is known by now
  }
}
