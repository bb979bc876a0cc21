package dev.davit.kit.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.Pin;
import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.event.Amount;
import dev.davit.contracts.event.DumpFailed;
import dev.davit.contracts.event.DumpPinned;
import dev.davit.contracts.event.DumpProgressed;
import dev.davit.contracts.event.DumpWorkCancelled;
import dev.davit.contracts.event.Event;
import dev.davit.contracts.event.MediaWorkCancelled;
import dev.davit.contracts.event.RunCancelling;
import dev.davit.contracts.event.RunFact;
import dev.davit.kit.jdbc.JdbcRunner;
import dev.davit.kit.jdbc.Notifications;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.kit.outbox.Outbox;
import dev.davit.kit.testing.Await;
import dev.davit.kit.testing.TestPostgres;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The worker on a real database, with short leases. Long, since its tests share handlers and the
 * ways to disturb them.
 */
class WorkerTest {
  private static final WorkKind KIND = new WorkKind("test.kind");
  private static final Duration LEASE = Duration.ofMillis(1200);

  private final DataSource database = TestPostgres.shared().freshSchema();
  private final Transactions transactions = new Transactions(database);
  private final Outbox outbox = new Outbox("/test", InstantSource.system());
  private final PgWorkStore store = new PgWorkStore(database, outbox);
  private final MockProducer<String, byte[]> producer =
      new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
  private final ProgressSender progress = new ProgressSender(producer, outbox);
  private final Notifications notifications = Notifications.start(database);
  private final List<Worker> workers = new ArrayList<>();
  private final SystemId system = new SystemId("shop");
  private final RunId run = RunId.random();

  @AfterEach
  void close() {
    workers.forEach(Worker::close);
    progress.close();
    notifications.close();
  }

  /** A handler from its run alone. */
  private record Handler(Run doing) implements WorkHandler {
    interface Run {
      RunFact run(Work work, Lease lease) throws Exception;
    }

    @Override
    public RunFact run(Work work, Lease lease) throws Exception {
      return doing.run(work, lease);
    }

    @Override
    public RunFact failed(Work work, Problem problem) {
      return new DumpFailed(work.system(), work.run(), problem);
    }

    @Override
    public RunFact cancelled(Work work) {
      return new DumpWorkCancelled(work.system(), work.run());
    }
  }

  /** What a handler of this test says when it ended well. */
  private RunFact done() {
    return new MediaWorkCancelled(system, run);
  }

  private static final String DONE = "media-work.cancelled";
  private static final String CANCELLED = "dump-work.cancelled";
  private static final String FAILED = "dump.failed";

  private Worker start(String owner, WorkStore on, Handler.Run doing) {
    var soon = new RetryPolicy.Span(Duration.ofMillis(50), Duration.ofMillis(100));
    var retry = new RetryPolicy(3, soon, soon);
    var settings =
        new WorkerSettings(
            owner,
            LEASE,
            Duration.ofMillis(300),
            Duration.ofMillis(300),
            Map.of(KIND, 2),
            retry,
            Duration.ofSeconds(5));
    var worker =
        new Worker(on, Map.of(KIND, new Handler(doing)), settings, progress, notifications.signal())
            .start();
    workers.add(worker);
    return worker;
  }

  private Envelope heard(Event event) {
    return Envelope.first("/scheduler", Instant.EPOCH, event);
  }

  private void order(int generation, Set<Class<? extends RunFact>> needs) {
    Envelope order = heard(new RunCancelling(system, run, "any order"));
    transactions.run(tx -> store.add(tx, KIND, generation, order, needs));
  }

  private Envelope pinned(int ordinal) {
    return heard(
        new DumpPinned(system, run, new Pin(run, ordinal), List.of(), "0/1", Instant.EPOCH));
  }

  private List<Envelope> said() {
    return transactions
        .get(tx ->
            JdbcRunner.on(tx)
                .query("select value from outbox order by seq", row -> row.getBytes(1)))
        .stream()
        .map(bytes -> EventCodec.parse(new String(bytes, StandardCharsets.UTF_8)))
        .toList();
  }

  private void awaitSaid(String... names) {
    Await.until(
        "said " + String.join(", ", names),
        () -> said().stream().map(Envelope::name).toList().equals(List.of(names)));
  }

  /** Throws when the method is called and the predicate says so. */
  private WorkStore faulty(String method, Predicate<Integer> whenCalled, ErrorCode code) {
    var calls = new AtomicInteger();
    return (WorkStore)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {WorkStore.class},
            (proxy, called, arguments) -> {
              if (called.getName().equals(method) && whenCalled.test(calls.incrementAndGet())) {
                throw new DavitException(code, "test", null);
              }
              try {
                return called.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** Ends only when told to. */
  private static RunFact untilCancelled(Lease lease) throws InterruptedException {
    while (!lease.cancelled()) {
      Thread.sleep(20);
    }
    throw new DavitException(ErrorCode.CANCELLED, "test", null);
  }

  @Test
  void workIsDoneAndSaidWithItsCause() {
    order(1, Set.of());
    start("a", store, (work, lease) -> done());
    awaitSaid(DONE);
    assertThat(said().getFirst().causationId()).isNotNull();
    assertThat(said().getFirst().correlationId()).isEqualTo(said().getFirst().causationId());
  }

  @Test
  void aPassingErrorIsTriedAgain() {
    order(1, Set.of());
    start(
        "a",
        store,
        (work, lease) -> {
          if (work.attempt() < 3) {
            throw new DavitException(ErrorCode.STORE_UNAVAILABLE, "bucket", null);
          }
          return done();
        });
    awaitSaid(DONE);
  }

  @Test
  void aPassingErrorThatDoesNotPassFailsTheWork() {
    order(1, Set.of());
    start(
        "a",
        store,
        (work, lease) -> {
          throw new DavitException(ErrorCode.STORE_UNAVAILABLE, "bucket", null);
        });
    awaitSaid(FAILED);
    assertThat(((DumpFailed) said().getFirst().event()).problem().code())
        .isEqualTo(ErrorCode.STORE_UNAVAILABLE);
  }

  @Test
  void anyOtherErrorFailsTheWorkAtOnce() {
    order(1, Set.of());
    var calls = new AtomicInteger();
    start(
        "a",
        store,
        (work, lease) -> {
          calls.incrementAndGet();
          throw new StackOverflowError("secret");
        });
    awaitSaid(FAILED);
    assertThat(calls).hasValue(1);
    Problem problem = ((DumpFailed) said().getFirst().event()).problem();
    assertThat(problem.code()).isEqualTo(ErrorCode.INTERNAL);
    assertThat(problem.toString()).doesNotContain("secret");
  }

  @Test
  void workThatKillsEveryWorkerIsGivenUp() {
    order(1, Set.of());
    for (int i = 0; i < 3; i++) {
      assertThat(store.claim("dead", Set.of(KIND), Duration.ZERO)).isPresent();
    }
    start("a", store, (work, lease) -> done());
    awaitSaid(FAILED);
    assertThat(((DumpFailed) said().getFirst().event()).problem().code())
        .isEqualTo(ErrorCode.WORKER_DIED);
  }

  @Test
  void aSilentWorkerLosesItsWorkAndChangesNothingMore() throws Exception {
    order(1, Set.of());
    var began = new CountDownLatch(1);
    var taken = new CountDownLatch(1);
    var stale = new AtomicReference<Boolean>();
    WorkStore deaf = faulty("heartbeat", call -> true, ErrorCode.STATE_UNAVAILABLE);
    start(
        "deaf",
        deaf,
        (work, lease) -> {
          lease.remember("lock", "of the first");
          began.countDown();
          while (taken.getCount() > 0) {
            try {
              taken.await();
            } catch (InterruptedException e) {
              // ignores its interrupt, as bad code may
            }
          }
          stale.set(lease.cancelled());
          return done();
        });
    began.await();
    var note = new AtomicReference<String>();
    start(
        "b",
        store,
        (work, lease) -> {
          note.set(work.note("lock").orElse("none"));
          taken.countDown();
          return done();
        });
    awaitSaid(DONE);
    workers.forEach(Worker::close);
    awaitSaid(DONE);
    assertThat(note).hasValue("of the first");
    assertThat(stale).hasValue(true);
  }

  @Test
  void aLeaseIsKeptWhileTheHandlerRuns() {
    order(1, Set.of());
    var calls = new AtomicInteger();
    var end = new CountDownLatch(1);
    Handler.Run doing =
        (work, lease) -> {
          calls.incrementAndGet();
          end.await();
          lease.requireHeld();
          return done();
        };
    start("a", store, doing);
    start("b", store, doing);
    long begin = System.nanoTime();
    Await.until(
        "three leases' time has passed",
        () -> System.nanoTime() - begin > LEASE.multipliedBy(3).toNanos());
    end.countDown();
    awaitSaid(DONE);
    assertThat(calls).hasValue(1);
  }

  @Test
  void runningWorkIsCancelled() throws Exception {
    order(1, Set.of());
    var began = new CountDownLatch(1);
    start(
        "a",
        store,
        (work, lease) -> {
          began.countDown();
          return untilCancelled(lease);
        });
    began.await();
    transactions.run(tx -> store.cancelRun(tx, run));
    awaitSaid(CANCELLED);
  }

  @Test
  void aHandlerThatEndsWellInSpiteOfTheCancellationWins() throws Exception {
    order(1, Set.of());
    var began = new CountDownLatch(1);
    start(
        "a",
        store,
        (work, lease) -> {
          began.countDown();
          Await.until("cancelled", lease::cancelled);
          return done();
        });
    began.await();
    transactions.run(tx -> store.cancelRun(tx, run));
    awaitSaid(DONE);
  }

  @Test
  void waitingWorkOfACancelledRunSaysSoWithoutHavingRun() {
    order(1, Set.of(DumpPinned.class));
    var calls = new AtomicInteger();
    start(
        "a",
        store,
        (work, lease) -> {
          calls.incrementAndGet();
          return done();
        });
    transactions.run(tx -> store.cancelRun(tx, run));
    awaitSaid(CANCELLED);
    assertThat(calls).hasValue(0);
  }

  @Test
  void waitingWorkOfACancelledRunSaysSoThoughAllPlacesAreTaken() throws Exception {
    var began = new CountDownLatch(2);
    start(
        "a",
        store,
        (work, lease) -> {
          began.countDown();
          return untilCancelled(lease);
        });
    for (int i = 0; i < 2; i++) {
      Envelope other = heard(new RunCancelling(new SystemId("other"), RunId.random(), "any order"));
      transactions.run(tx -> store.add(tx, KIND, 1, other, Set.of()));
    }
    began.await();
    order(1, Set.of());
    transactions.run(tx -> store.cancelRun(tx, run));
    awaitSaid(CANCELLED);
  }

  @Test
  void whatWorkFoundButCannotSayFailsIt() {
    order(1, Set.of());
    var calls = new AtomicInteger();
    start(
        "a",
        faulty("finish", call -> true, ErrorCode.TOO_LARGE),
        (work, lease) -> {
          calls.incrementAndGet();
          return done();
        });
    awaitSaid(FAILED);
    assertThat(calls).hasValue(1);
  }

  @Test
  void aHigherPinEndsRunningWorkWithoutAWord() {
    order(1, Set.of(DumpPinned.class));
    start("a", store, (work, lease) -> work.generation() == 2 ? done() : untilCancelled(lease));
    for (int ordinal = 1; ordinal <= 2; ordinal++) {
      int pin = ordinal;
      transactions.run(tx -> {
        store.supersede(tx, KIND, run, pin, Set.of(DumpPinned.class));
        store.satisfy(tx, pinned(pin), pin);
      });
    }
    awaitSaid(DONE);
  }

  @Test
  void aWorkerThatStopsGivesItsWorkBackAtOnce() throws Exception {
    order(1, Set.of());
    var began = new CountDownLatch(1);
    Worker first =
        start(
            "a",
            store,
            (work, lease) -> {
              began.countDown();
              return untilCancelled(lease);
            });
    began.await();
    first.close();
    var attempt = new AtomicInteger();
    start(
        "b",
        store,
        (work, lease) -> {
          attempt.set(work.attempt());
          return done();
        });
    awaitSaid(DONE);
    assertThat(attempt).hasValue(1);
  }

  @Test
  void noMoreOfAKindRunThanAllowed() {
    var running = new AtomicInteger();
    var most = new AtomicInteger();
    for (int i = 1; i <= 8; i++) {
      order(i, Set.of());
    }
    var finished = new AtomicInteger();
    start(
        "a",
        store,
        (work, lease) -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          Await.until("as many run as may", () -> most.get() >= 2);
          Thread.sleep(5); // time for one too many
          running.decrementAndGet();
          finished.incrementAndGet();
          return done();
        });
    Await.until("all are done", () -> finished.get() == 8);
    assertThat(most).hasValue(2);
  }

  @Test
  void workHearsFactsThatArriveWhileItRuns() {
    order(1, Set.of());
    var began = new CountDownLatch(1);
    start(
        "a",
        store,
        (work, lease) -> {
          assertThat(lease.awaitFact(DumpPinned.class, Duration.ZERO)).isEmpty();
          began.countDown();
          assertThat(lease.awaitFact(DumpPinned.class, Duration.ofSeconds(20))).isPresent();
          return done();
        });
    transactions.run(tx -> {
      Await.until("it runs", () -> began.getCount() == 0);
      store.satisfy(tx, pinned(1), 1);
    });
    awaitSaid(DONE);
  }

  @Test
  void anAnnouncementIsSaidOnceHoweverOftenTheWorkIsTried() {
    order(1, Set.of());
    start(
        "a",
        store,
        (work, lease) -> {
          lease.announce((RunFact) pinned(1).event());
          if (work.attempt() == 1) {
            throw new DavitException(ErrorCode.PIN_LOST, "pin", null);
          }
          return done();
        });
    awaitSaid("dump.pinned", DONE);
  }

  @Test
  void anOutcomeWaitsForTheDatabase() {
    order(1, Set.of());
    var calls = new AtomicInteger();
    start(
        "a",
        faulty("finish", call -> call <= 2, ErrorCode.STATE_UNAVAILABLE),
        (work, lease) -> {
          calls.incrementAndGet();
          return done();
        });
    awaitSaid(DONE);
    assertThat(calls).hasValue(1);
  }

  @Test
  void progressIsSaidAtMostOnceASecond() {
    order(1, Set.of());
    start(
        "a",
        store,
        (work, lease) -> {
          for (int i = 0; i < 1000; i++) {
            lease.progress(
                new DumpProgressed(system, run, "dumping", new Amount(i, null, 0, null)));
          }
          return done();
        });
    awaitSaid(DONE);
    Await.until("one is sent", () -> producer.history().size() == 1);
    assertThat(producer.history().getFirst().topic()).isEqualTo("davit.dump.progress.v1");
    assertThat(producer.history().getFirst().key()).isEqualTo("shop");
  }
}
