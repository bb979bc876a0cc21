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
import dev.davit.contracts.event.DumpFailed;
import dev.davit.contracts.event.DumpPinned;
import dev.davit.contracts.event.DumpWorkCancelled;
import dev.davit.contracts.event.MediaWorkCancelled;
import dev.davit.contracts.event.RunCancelling;
import dev.davit.contracts.event.RunFact;
import dev.davit.kit.jdbc.JdbcRunner;
import dev.davit.kit.jdbc.Signal;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.kit.outbox.Outbox;
import dev.davit.kit.testing.Await;
import dev.davit.kit.testing.CrashPoints;
import dev.davit.kit.testing.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/**
 * A whole worker, its threads and all, dies at each of its commits, or stands still before each of
 * its transactions past the end of its lease, and another takes over.
 */
class WorkCrashTest {
  private static final WorkKind KIND = new WorkKind("test.kind");
  private static final DataSource DATABASE = TestPostgres.shared().freshSchema();
  private static final Transactions TRANSACTIONS = new Transactions(DATABASE);
  private static final Outbox OUTBOX = new Outbox("/test", InstantSource.system());
  private static final String DONE = "media-work.cancelled"; // what a handler says at its good end
  private static final String CANCELLED = "dump-work.cancelled";
  private static final String PINNED = "dump.pinned";

  /** One piece of work, and the workers on it. */
  private static final class Piece {
    private final SystemId system = new SystemId("shop");
    private final RunId run = RunId.random();
    private final CountDownLatch running = new CountDownLatch(1);

    Piece() {
      var order =
          Envelope.first("/scheduler", Instant.EPOCH, new RunCancelling(system, run, "any order"));
      var store = new PgWorkStore(DATABASE, OUTBOX);
      TRANSACTIONS.run(tx -> store.add(tx, KIND, 1, order, Set.of()));
    }

    Worker worker(DataSource database, WorkHandler handler) {
      var soon = new RetryPolicy.Span(Duration.ofMillis(1), Duration.ofMillis(1));
      var retry = new RetryPolicy(1_000, soon, soon);
      var settings =
          new WorkerSettings(
              "worker",
              Duration.ofHours(1), // ends when this test says so
              Duration.ofMillis(100),
              Duration.ofMillis(10),
              Map.of(KIND, 1),
              retry,
              Duration.ofSeconds(5));
      var progress =
          new ProgressSender(
              new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()),
              OUTBOX);
      return new Worker(
          new PgWorkStore(database, OUTBOX),
          Map.of(KIND, handler),
          settings,
          progress,
          new Signal());
    }

    void cancel() {
      var store = new PgWorkStore(DATABASE, OUTBOX);
      TRANSACTIONS.run(tx -> store.cancelRun(tx, run));
    }

    /** The time of all leases is over. */
    void endLease() {
      TRANSACTIONS.run(tx ->
          JdbcRunner.on(tx)
              .update(
                  "update work set lease_until = clock_timestamp() - interval '1 second'"
                      + " where run = ? and state = 'leased'",
                  run.value()));
    }

    boolean isOver() {
      return !Set.of("ready", "leased").contains(state());
    }

    String row() {
      return TRANSACTIONS.get(tx ->
          JdbcRunner.on(tx)
              .first("select work::text from work where run = ?", r -> r.getString(1), run.value())
              .orElseThrow());
    }

    String state() {
      return TRANSACTIONS.get(tx ->
          JdbcRunner.on(tx)
              .first("select state from work where run = ?", row -> row.getString(1), run.value())
              .orElseThrow());
    }

    List<String> said() {
      return TRANSACTIONS
          .get(tx ->
              JdbcRunner.on(tx)
                  .query("select value from outbox order by seq", row -> row.getBytes(1)))
          .stream()
          .map(bytes -> EventCodec.parse(new String(bytes, StandardCharsets.UTF_8)))
          .filter(event -> ((RunFact) event.event()).run().equals(run))
          .map(Envelope::name)
          .toList();
    }
  }

  /** Uses all that a lease offers; its first try ends with an error that passes. */
  private static class Doing implements WorkHandler {
    private final CountDownLatch running;

    Doing(CountDownLatch running) {
      this.running = running;
    }

    @Override
    public RunFact run(Work work, Lease lease) throws Exception {
      lease.remember("note", "attempt " + work.attempt());
      if (work.attempt() == 1) {
        throw new DavitException(ErrorCode.STORE_UNAVAILABLE, "bucket", null);
      }
      var pin = new Pin(work.run(), 1);
      lease.announce(
          new DumpPinned(work.system(), work.run(), pin, List.of(), "0/1", Instant.EPOCH));
      running.countDown();
      lease.requireHeld();
      lease.recall("note").orElseThrow();
      return new MediaWorkCancelled(work.system(), work.run());
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

  /** Runs until its lease ends. */
  private static final class Endless extends Doing {
    private final CountDownLatch running;

    Endless(CountDownLatch running) {
      super(running);
      this.running = running;
    }

    @Override
    public RunFact run(Work work, Lease lease) throws Exception {
      running.countDown();
      while (!lease.cancelled()) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
      throw new DavitException(ErrorCode.CANCELLED, "test", null);
    }
  }

  private static void awaitOver(Piece piece, CrashPoints process) {
    Await.until(
        "the work is over, or its worker dead", () -> process.hasStruck() || piece.isOver());
  }

  /** Another worker does what is left. */
  private static void takeOver(Piece piece, WorkHandler handler) {
    piece.endLease();
    var heir = piece.worker(DATABASE, handler).start();
    Await.until("the work is over", piece::isOver);
    heir.close();
  }

  private static void awaitRunning(Piece piece, CrashPoints process) {
    Await.until(
        "the handler runs, or its worker is dead",
        () -> process.hasStruck() || piece.running.getCount() == 0);
  }

  @Test
  void i3WorkWhoseWorkerDiesAnywhereIsDoneAndSaysSoOnce() throws Exception {
    List<String> points =
        CrashPoints.killAtEach(process -> {
          var piece = new Piece();
          var worker = piece.worker(process.wrap(DATABASE), new Doing(piece.running)).start();
          awaitOver(piece, process);
          worker.close();
          takeOver(piece, new Doing(new CountDownLatch(1)));
          assertThat(piece.state()).isEqualTo("done");
          assertThat(piece.said()).containsExactly(PINNED, DONE);
        });
    assertMet(points, "claim", "remember", "retry", "announce", "heartbeat", "finish");
  }

  @Test
  void i3ACancellationWhoseWorkerDiesAnywhereIsSaidOnce() throws Exception {
    List<String> points =
        CrashPoints.killAtEach(process -> {
          var piece = new Piece();
          var worker = piece.worker(process.wrap(DATABASE), new Endless(piece.running)).start();
          awaitRunning(piece, process);
          piece.cancel();
          awaitOver(piece, process);
          worker.close();
          takeOver(piece, new Endless(new CountDownLatch(1)));
          assertThat(piece.state()).isEqualTo("cancelled");
          assertThat(piece.said()).containsExactly(CANCELLED);
        });
    assertMet(points, "claim", "heartbeat", "cancelled");
  }

  @Test
  void i3WorkThatAStoppingWorkerGivesBackIsDoneThoughItDiesMeanwhile() throws Exception {
    List<String> points =
        CrashPoints.killAtEach(process -> {
          var piece = new Piece();
          var worker = piece.worker(process.wrap(DATABASE), new Endless(piece.running)).start();
          awaitRunning(piece, process);
          worker.close();
          takeOver(piece, new Doing(new CountDownLatch(1)));
          assertThat(piece.state()).isEqualTo("done");
          assertThat(piece.said()).containsExactly(PINNED, DONE);
        });
    assertMet(points, "claim", "release");
  }

  @Test
  void i4AWorkerThatStandsStillPastItsLeaseChangesNothingMore() throws Exception {
    List<String> points =
        CrashPoints.stallAtEach(process -> {
          var piece = new Piece();
          var worker = piece.worker(process.wrap(DATABASE), new Doing(piece.running)).start();
          awaitOver(piece, process);
          takeOver(piece, new Doing(new CountDownLatch(1)));
          String row = piece.row();
          process.goOn();
          worker.close();
          assertThat(piece.row()).isEqualTo(row);
          assertThat(piece.said()).containsExactly(PINNED, DONE);
        });
    assertMet(points, "claim", "remember", "retry", "announce", "heartbeat", "finish");
  }

  private static void assertMet(List<String> points, String... methods) {
    for (String method : methods) {
      assertThat(points).anyMatch(point -> point.endsWith("PgWorkStore." + method));
    }
  }
}
