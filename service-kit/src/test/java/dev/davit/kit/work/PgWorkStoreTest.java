package dev.davit.kit.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.codec.EventCodec;
import dev.davit.kit.jdbc.JdbcRunner;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.kit.outbox.Outbox;
import dev.davit.kit.testing.Await;
import dev.davit.kit.testing.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class PgWorkStoreTest extends WorkStoreSuite {
  private final DataSource database = TestPostgres.shared().freshSchema();

  @Override
  WorkStore newStore() {
    return new PgWorkStore(database, new Outbox("/test", InstantSource.fixed(AT)));
  }

  @Override
  void inTransaction(Transactions.Action action) {
    new Transactions(database).run(action);
  }

  @Override
  List<String> said() {
    return new Transactions(database)
            .get(tx ->
                JdbcRunner.on(tx)
                    .query("select value from outbox order by seq", row -> row.getBytes(1)))
            .stream()
            .map(bytes -> EventCodec.parse(new String(bytes, StandardCharsets.UTF_8)).name())
            .toList();
  }

  @Override
  void endLease(Work work) {
    inTransaction(tx ->
        JdbcRunner.on(tx)
            .update(
                "update work set lease_until = clock_timestamp() - interval '1 second'"
                    + " where id = ?",
                work.id()));
  }

  @Test
  void manyWorkersNeverClaimTheSameWork() throws Exception {
    for (int i = 1; i <= 40; i++) {
      int generation = i;
      inTransaction(tx -> store.add(tx, CAPTURE, generation, order(), NONE));
    }
    Callable<Set<UUID>> claimAll =
        () -> {
          Set<UUID> claimed = new HashSet<>();
          Optional<Work> work;
          while ((work = store.claim("worker", Set.of(CAPTURE), LEASE)).isPresent()) {
            claimed.add(work.get().id());
          }
          return claimed;
        };
    try (var threads = Executors.newFixedThreadPool(4)) {
      Set<UUID> all = new HashSet<>();
      for (var claimed : threads.invokeAll(List.of(claimAll, claimAll, claimAll, claimAll))) {
        for (UUID id : claimed.get()) {
          assertThat(all.add(id)).isTrue();
        }
      }
      assertThat(all).hasSize(40);
    }
  }

  @Test
  void anOrderAndItsFactHeardAtTheSameTimeMeet() throws Exception {
    // The order's transaction is open when the fact comes: neither may miss the other.
    try (var connection = database.getConnection();
        var thread = Executors.newSingleThreadExecutor()) {
      connection.setAutoCommit(false);
      store.add(connection, CAPTURE, 1, order(), PINNED);
      var fact = thread.submit(() -> inTransaction(tx -> store.satisfy(tx, pinned(1), 1)));
      Await.until("the fact's transaction waits for the order's", this::somebodyWaits);
      connection.commit();
      fact.get();
    }
    assertThat(claim().findFact(dev.davit.contracts.event.DumpPinned.class)).isPresent();
  }

  private boolean somebodyWaits() throws SQLException {
    return new Transactions(database)
        .once(tx ->
            JdbcRunner.on(tx)
                .first(
                    "select count(*) from pg_locks where locktype = 'advisory' and not granted",
                    row -> row.getLong(1) > 0)
                .orElse(false));
  }

  @Test
  void whatARolledBackHandlerAddedIsGone() throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      store.add(connection, CAPTURE, 1, order(), NONE);
      connection.rollback();
    }
    assertNothingToClaim();
  }
}
