package dev.davit.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.BackupRequested;
import dev.davit.contracts.topic.Topic;
import dev.davit.kit.inbox.InboundRecord;
import dev.davit.kit.jdbc.Notifications;
import dev.davit.kit.jdbc.Signal;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.kit.testing.Await;
import dev.davit.kit.testing.TestKafka;
import dev.davit.kit.testing.TestPostgres;
import java.sql.Connection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OutboxRelayTest {
  private static final int EACH = 40;
  private static final TestKafka KAFKA = TestKafka.shared();
  private static Producer<String, byte[]> producer;

  private final DataSource database = TestPostgres.shared().freshSchema();
  private final Transactions transactions = new Transactions(database);
  private final Outbox outbox = new Outbox("/test", InstantSource.system());

  @BeforeAll
  static void open() {
    producer = EventProducer.open(KAFKA.bootstrap(), Map.of());
  }

  @AfterAll
  static void close() {
    producer.close();
  }

  private static SystemId system() {
    return new SystemId("s" + UUID.randomUUID().toString().substring(0, 8));
  }

  private Envelope say(SystemId system, String reason) {
    return transactions.get(tx -> say(tx, system, reason));
  }

  private Envelope say(Connection tx, SystemId system, String reason) throws java.sql.SQLException {
    return outbox.append(tx, new BackupRequested(system, reason), Cause.NONE);
  }

  private OutboxRelay relay() {
    return new OutboxRelay(database, producer, new Signal()).start();
  }

  private List<String> read(SystemId system) {
    return KAFKA.read(Topic.REQUESTS.wireName(), system.value()).stream()
        .map(InboundRecord::of)
        .map(read -> EventCodec.decode(read.headers(), read.value()))
        .map(event -> ((BackupRequested) event.event()).reason())
        .toList();
  }

  private void awaitEmpty(OutboxRelay relay) {
    Await.until("everything is sent", () -> relay.waiting() == 0);
  }

  @Test
  void whatWasSaidArrivesAsItWas() {
    SystemId system = system();
    Envelope said = say(system, "why");
    try (var relay = relay()) {
      awaitEmpty(relay);
    }
    var records = KAFKA.read(Topic.REQUESTS.wireName(), system.value());
    assertThat(records).hasSize(1);
    InboundRecord read = InboundRecord.of(records.getFirst());
    assertThat(EventCodec.decode(read.headers(), read.value())).isEqualTo(said);
  }

  @Test
  void whatWasRolledBackIsNeverSaid() throws Exception {
    SystemId system = system();
    try (Connection tx = database.getConnection()) {
      tx.setAutoCommit(false);
      say(tx, system, "rolled back");
      tx.rollback();
    }
    say(system, "committed");
    try (var relay = relay()) {
      awaitEmpty(relay);
    }
    assertThat(read(system)).containsExactly("committed");
  }

  @Test
  void aRowThatCommitsLateIsNotSkipped() throws Exception {
    SystemId system = system();
    try (Connection late = database.getConnection();
        var relay = relay()) {
      late.setAutoCommit(false);
      say(late, system, "low number, late commit");
      say(system, "high number, early commit");
      awaitEmpty(relay);
      late.commit();
      awaitEmpty(relay);
    }
    assertThat(read(system))
        .containsExactly("high number, early commit", "low number, late commit");
  }

  /**
   * Each writer has systems of its own and holds its transactions open for a while, so that numbers
   * of the table become visible out of their order all the time.
   */
  @Test
  void manyRelaysKeepTheOrderOfEachSystemAndSkipAndDoubleNothing() throws Exception {
    List<List<SystemId>> writers = List.of(systems(), systems(), systems(), systems());
    List<OutboxRelay> relays = List.of(relay(), relay(), relay(), relay());
    try (var threads = Executors.newFixedThreadPool(writers.size())) {
      List<Callable<Void>> writing =
          IntStream.range(0, writers.size())
              .<Callable<Void>>mapToObj(i -> () -> write(writers.get(i), new Random(i)))
              .toList();
      for (var written : threads.invokeAll(writing)) {
        written.get();
      }
      awaitEmpty(relays.getFirst());
      assertThat(relays).allMatch(OutboxRelay::alive);
    } finally {
      relays.forEach(OutboxRelay::close);
    }
    List<String> expected = IntStream.range(0, EACH).mapToObj(Integer::toString).toList();
    for (SystemId system : writers.stream().flatMap(List::stream).toList()) {
      assertThat(read(system)).isEqualTo(expected);
    }
  }

  private static List<SystemId> systems() {
    return List.of(system(), system(), system());
  }

  private Void write(List<SystemId> own, Random random) throws Exception {
    for (int i = 0; i < EACH; i++) {
      try (Connection tx = database.getConnection()) {
        tx.setAutoCommit(false);
        for (SystemId system : own) {
          say(tx, system, Integer.toString(i));
        }
        TimeUnit.MILLISECONDS.sleep(random.nextInt(4));
        tx.commit();
        tx.setAutoCommit(true);
      }
    }
    return null;
  }

  @Test
  void aNotificationWakesTheRelay() {
    SystemId system = system();
    try (var notifications = Notifications.start(database);
        var relay = new OutboxRelay(database, producer, notifications.signal()).start()) {
      say(system, "first"); // by now somebody listens
      awaitEmpty(relay);
      long begin = System.nanoTime();
      for (int i = 0; i < 10; i++) {
        say(system, "again");
        awaitEmpty(relay);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
    }
  }

  @Test
  void onlyWhatTheBrokerHasIsEverDeleted() {
    int rows = OutboxRelay.BATCH + 50; // more than a relay takes at a time
    SystemId system = system();
    transactions.run(tx -> {
      for (int i = 0; i < rows; i++) {
        say(tx, system, Integer.toString(i));
      }
    });
    try (var broker =
            new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
        var relay = new OutboxRelay(database, broker, new Signal()).start()) {
      Await.until("a batch is in flight", () -> broker.history().size() == OutboxRelay.BATCH);
      assertThat(relay.waiting()).isEqualTo(rows);
      for (int i = 0; i < OutboxRelay.BATCH; i++) {
        boolean taken = i % 2 == 0;
        assertThat(taken ? broker.completeNext() : broker.errorNext(new TimeoutException()))
            .isTrue();
      }
      Await.until(
          "those that the broker has are gone",
          () -> relay.waiting() == rows - OutboxRelay.BATCH / 2);
      Await.until(
          "the rest is sent",
          () -> {
            while (broker.completeNext()) {
              // whatever is in flight now
            }
            return relay.waiting() == 0;
          });
    }
  }

  @Test
  void whatNoBrokerWouldTakeIsRefusedWhereItIsSaid() {
    assertThatThrownBy(() -> say(system(), "x".repeat(1 << 20)))
        .isInstanceOfSatisfying(
            DavitException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE))
        .hasMessageContaining("backup.requested");
  }

  @Test
  void whatTheBrokerDidNotTakeStays() {
    List<String> sent = new ArrayList<>();
    try (var failing =
        new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer())) {
      SystemId system = system();
      say(system, "a");
      say(system, "b");
      try (var relay = new OutboxRelay(database, failing, new Signal()).start()) {
        Await.until("both are in flight", () -> failing.history().size() == 2);
        failing.completeNext();
        failing.errorNext(new TimeoutException("no broker"));
        Await.until("one is left", () -> relay.waiting() == 1);
        Await.until("it is sent again", () -> failing.history().size() == 3);
        failing.completeNext();
        awaitEmpty(relay);
      }
      failing
          .history()
          .forEach(record ->
              sent.add(new String(record.value(), java.nio.charset.StandardCharsets.UTF_8)));
    }
    assertThat(EventCodec.parse(sent.get(1))).isEqualTo(EventCodec.parse(sent.get(2)));
  }
}
