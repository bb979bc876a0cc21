package dev.davit.kit.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.EncodedEvent;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.event.Amount;
import dev.davit.contracts.event.DumpFailed;
import dev.davit.contracts.event.DumpProgressed;
import dev.davit.contracts.event.DumpWorkCancelled;
import dev.davit.contracts.event.RunCancelling;
import dev.davit.contracts.event.RunFact;
import dev.davit.contracts.topic.Topic;
import dev.davit.kit.inbox.InboundRecord;
import dev.davit.kit.inbox.Inbox;
import dev.davit.kit.jdbc.JdbcRunner;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.kit.outbox.Cause;
import dev.davit.kit.testing.Await;
import dev.davit.kit.testing.TestKafka;
import dev.davit.kit.testing.TestPostgres;
import dev.davit.kit.work.Lease;
import dev.davit.kit.work.Work;
import dev.davit.kit.work.WorkHandler;
import dev.davit.kit.work.WorkKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A whole service on a real broker and a real database. */
class WorkerServiceTest {
  private static final TestKafka KAFKA = TestKafka.shared();
  private static final WorkKind KIND = new WorkKind("test.kind");

  private final DataSource database = TestPostgres.shared().freshSchema();
  private final WorkerService service = service();
  private final SystemId system = new SystemId("s" + UUID.randomUUID().toString().substring(0, 8));
  private final RunId run = RunId.random();

  private WorkerService service() {
    return new WorkerService(
        "test",
        database,
        InstantSource.system(),
        (of, in, why) -> new DumpProgressed(of, in, why, new Amount(0, null, 0, null)));
  }

  @AfterEach
  void close() {
    service.close();
  }

  /** Waits for the latch, then has nothing to do. */
  private record Handler(CountDownLatch go) implements WorkHandler {
    @Override
    public RunFact run(Work work, Lease lease) throws InterruptedException {
      go.await();
      return cancelled(work);
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

  private void start(CountDownLatch go) {
    service.start(
        KAFKA.bootstrap(), Map.of(KIND, new Handler(go)), Map.of(KIND, 2), Duration.ofSeconds(20));
  }

  private InboundRecord order() {
    EncodedEvent event =
        EventCodec.encode(
            Envelope.first(
                "/scheduler", Instant.EPOCH, new RunCancelling(system, run, "any order")));
    return new InboundRecord(
        Topic.SCHEDULER_EVENTS.wireName(), 0, 1, event.headers(), event.body());
  }

  private Inbox inbox() {
    return service.inbox((event, tx) -> service.work().add(tx, KIND, 1, event, Set.of()));
  }

  private List<Envelope> said() {
    return KAFKA.read(Topic.DUMP_EVENTS.wireName(), system.value()).stream()
        .map(InboundRecord::of)
        .map(read -> EventCodec.decode(read.headers(), read.value()))
        .toList();
  }

  @Test
  void anOrderIsDoneAndItsFactIsSent() {
    start(new CountDownLatch(0));
    inbox().accept(List.of(order()));

    Await.until("the fact is sent", () -> said().size() == 1);
    Envelope fact = said().getFirst();
    assertThat(fact.event()).isEqualTo(new DumpWorkCancelled(system, run));
    assertThat(fact.source()).isEqualTo("/davit/test-service");
    Await.until("nothing waits", () -> service.waiting() == 0);
  }

  @Test
  void itLivesFromItsStartToItsEnd() {
    assertThat(service.alive()).isFalse();
    assertThat(service.waiting()).isZero();
    start(new CountDownLatch(0));
    assertThat(service.alive()).isTrue();
    service.close();
    assertThat(service.alive()).isFalse();
  }

  @Test
  void itsOwnPartsStopFirstAndRunningWorkIsGivenBack() {
    List<String> stopped = Collections.synchronizedList(new ArrayList<>());
    inbox().accept(List.of(order()));
    start(new CountDownLatch(1));
    Await.until("the work is leased", () -> states().equals(List.of("leased")));
    service.register("part", () -> stopped.add("part while alive: " + service.alive()));

    service.close();

    assertThat(stopped).containsExactly("part while alive: true");
    assertThat(states()).containsExactly("ready");
  }

  @Test
  void whatIsSaidBeforeTheStartWaitsForIt() {
    new Transactions(database)
        .run(tx -> service.outbox().append(tx, new DumpWorkCancelled(system, run), Cause.NONE));
    start(new CountDownLatch(0));

    Await.until("the fact is sent", () -> said().size() == 1);
  }

  @Test
  void noTwoProcessesHaveOneName() {
    var other = service();

    assertThat(service.process()).startsWith("davit-test-").isNotEqualTo(other.process());
  }

  private List<String> states() {
    return new Transactions(database)
        .get(tx -> JdbcRunner.on(tx).query("select state from work", row -> row.getString(1)));
  }
}
