package dev.davit.kit.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.RunId;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.event.Amount;
import dev.davit.contracts.event.DumpProgressed;
import dev.davit.kit.jdbc.JdbcRunner;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.kit.outbox.Outbox;
import dev.davit.kit.testing.Await;
import dev.davit.kit.testing.DatabaseClock;
import dev.davit.kit.testing.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class PgWorkStoreTest extends AdmissionSuite {
  private final DatabaseClock clock = DatabaseClock.in(TestPostgres.shared().freshSchema(), AT);
  private final DataSource database = clock.dataSource();

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
  void advance(Duration by) {
    clock.advance(by);
  }

  @Override
  String waits(RunId of) {
    return new Transactions(database)
            .get(tx ->
                JdbcRunner.on(tx)
                    .query(
                        "select waits from work where run = ? and waits is not null",
                        row -> row.getString(1),
                        of.value()))
            .stream()
            .findFirst()
            .orElse(null);
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
  void aLimitHoldsHoweverManyWorkersClaimAtOnce() throws Exception {
    var limited = new Admission(0, List.of(new Admission.Share("server", 3)), List.of());
    for (int i = 0; i < 24; i++) {
      order("system-" + i, limited);
    }
    var running = new AtomicInteger();
    var most = new AtomicInteger();
    var done = new AtomicInteger();
    Callable<Void> worker =
        () -> {
          while (done.get() < 24) {
            Optional<Work> work = store.claim("worker", Set.of(CAPTURE), LEASE);
            if (work.isPresent()) {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              Thread.yield();
              running.decrementAndGet();
              store.finish(work.get(), outcome());
              done.incrementAndGet();
            }
          }
          return null;
        };
    try (var threads = Executors.newFixedThreadPool(6)) {
      for (var end : threads.invokeAll(Collections.nCopies(6, worker))) {
        end.get();
      }
    }
    assertThat(most.get()).isBetween(1, 3);
  }

  @Test
  void whyWorkWaitsIsSaidWheneverItChanges() {
    var told =
        new PgWorkStore(
            database,
            new Outbox("/test", InstantSource.fixed(AT)),
            (of, in, why) -> new DumpProgressed(of, in, why, new Amount(0, null, 0, null)));
    var alone = new Admission(0, List.of(new Admission.Share("server", 1)), List.of());
    order("a", alone);
    Work first = claim();
    order("b", alone);
    for (int i = 0; i < 3; i++) {
      assertThat(told.claim("worker-b", Set.of(CAPTURE), LEASE)).isEmpty();
    }
    assertThat(said()).containsExactly("dump.progressed");

    var problem = new Problem(ErrorCode.STORE_UNAVAILABLE, "bucket", null);
    told.retry(first, problem, Duration.ofMinutes(1));
    Work second = claim();
    told.waits(second, "repository \"/backup\" is locked");
    told.waits(second, "repository \"/backup\" is locked");
    told.waits(second, null);
    assertThat(said()).hasSize(3).containsOnly("dump.progressed");
  }

  @Test
  void aWorkerThatStandsStillInItsTurnLosesIt() throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      ClaimRows.takeTurn(connection);
      assertThat(
              JdbcRunner.on(connection)
                  .first(
                      "select current_setting('idle_in_transaction_session_timeout')",
                      row -> row.getString(1)))
          .contains("10s");
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
