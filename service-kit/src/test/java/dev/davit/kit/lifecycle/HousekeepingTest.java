package dev.davit.kit.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.kit.jdbc.JdbcRunner;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.kit.testing.SettableClock;
import dev.davit.kit.testing.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class HousekeepingTest {
  private final DataSource database = TestPostgres.shared().freshSchema();
  private final Transactions transactions = new Transactions(database);

  private final SettableClock clock = new SettableClock(Instant.now());

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
    try (var housekeeping = new Housekeeping(database, clock)) {
      assertThat(housekeeping.tidy()).isEqualTo(6);
    }
    assertThat(count("work")).isEqualTo(3);
    assertThat(count("work_fact")).isEqualTo(3);
  }

  @Test
  void whatWasHandledIsRememberedForFiveWeeks() {
    transactions.run(
        tx -> JdbcRunner.on(tx).update("insert into inbox (source, id) values ('/ci', 'nightly')"));
    try (var housekeeping = new Housekeeping(database, clock)) {
      clock.advance(Duration.ofDays(7));
      assertThat(housekeeping.tidy()).as("after a week, as promised").isZero();
      clock.advance(Housekeeping.KEPT.minusDays(7).minusMinutes(1));
      assertThat(housekeeping.tidy()).as("a minute before its time").isZero();
      assertThat(count("inbox")).isEqualTo(1);
      clock.advance(Duration.ofMinutes(2));
      assertThat(housekeeping.tidy()).isEqualTo(1);
    }
    assertThat(count("inbox")).isZero();
  }

  @Test
  void whatWasSetAsideIsReadableForFiveWeeksAfterItWasSettled() {
    transactions.run(tx ->
        JdbcRunner.on(tx)
            .update(
                """
                insert into quarantine (topic, partition, "offset", headers, code, reason, at,
                  settled, settled_by, outcome)
                values ('t', 0, 1, '[]', 'c', 'r', now() - interval '34 days', now(), 'anna', 'discarded'),
                  ('t', 0, 2, '[]', 'c', 'r', now() - interval '34 days', null, null, null)
                """));
    transactions.run(tx ->
        JdbcRunner.on(tx)
            .update(
                """
                insert into quarantine_action (topic, partition, "offset", action, actor)
                values ('t', 0, 1, 'discarded', 'anna'), ('t', 0, 2, 'refused', 'anna')
                """));
    try (var housekeeping = new Housekeeping(database, clock)) {
      assertThat(housekeeping.tidy()).isZero();
      clock.advance(Duration.ofDays(2));
      assertThat(housekeeping.tidy()).as("the one that waits").isEqualTo(1);
      clock.advance(Housekeeping.KEPT);
      assertThat(housekeeping.tidy()).isEqualTo(1);
    }
    assertThat(count("quarantine_action")).isZero();
  }
}
