package dev.davit.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.event.BackupRequested;
import dev.davit.contracts.topic.Topic;
import dev.davit.kit.inbox.InboundRecord;
import dev.davit.kit.inbox.Inbox;
import dev.davit.kit.jdbc.JdbcRunner;
import dev.davit.kit.jdbc.Signal;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.kit.testing.CrashPoints;
import dev.davit.kit.testing.TestKafka;
import dev.davit.kit.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * From one service's outbox over the broker through another's inbox: the process that does both
 * dies at each commit, each send and each acknowledgement, and a new one goes on.
 */
class DeliveryCrashTest {
  private static final int EACH = 2;
  private static final TestKafka KAFKA = TestKafka.shared();
  private static final DataSource DATABASE = TestPostgres.shared().freshSchema();
  private static final Transactions TRANSACTIONS = new Transactions(DATABASE);
  private static Producer<String, byte[]> producer;
  private static Consumer<String, byte[]> consumer;
  private static Set<TopicPartition> partitions;

  private final Outbox outbox = new Outbox("/test", InstantSource.system());

  @BeforeAll
  static void open() {
    producer = EventProducer.open(KAFKA.bootstrap(), Map.of());
    consumer = consumer();
    partitions =
        consumer.partitionsFor(Topic.REQUESTS.wireName()).stream()
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .collect(Collectors.toSet());
    consumer.assign(partitions);
    TRANSACTIONS.run(tx ->
        JdbcRunner.on(tx).update("create table effect (seq bigserial, system text, reason text)"));
  }

  /** Its broker answers soon though there is nothing new: reading begins anew again and again. */
  private static Consumer<String, byte[]> consumer() {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            KAFKA.bootstrap(),
            "group.id",
            UUID.randomUUID().toString(),
            "enable.auto.commit",
            "false",
            "fetch.max.wait.ms",
            "5");
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  @AfterAll
  static void close() {
    consumer.close();
    producer.close();
  }

  @Test
  void i3AndI13WhereverAProcessDiesEachEventTakesEffectOnceAndInOrder() throws Exception {
    List<String> points = CrashPoints.killAtEach(this::die);
    assertThat(points)
        .anyMatch(point -> point.startsWith("commit in OutboxRelay"))
        .anyMatch(point -> point.startsWith("send in OutboxRelay"))
        .anyMatch(point -> point.startsWith("broker's acknowledgement in OutboxRelay"))
        .anyMatch(point -> point.startsWith("commit in Inbox"))
        .anyMatch(point -> point.startsWith("acknowledgement"));
  }

  private void die(CrashPoints process) {
    List<SystemId> systems = List.of(system(), system());
    Map<TopicPartition, OffsetAndMetadata> begin = ends();
    consumer.commitSync(begin);
    say(systems);

    process.live(() ->
        work(process.wrap(DATABASE), process.wrap(producer), process.wrap(consumer), systems));
    work(DATABASE, producer, consumer, systems);
    assertEachOnceAndInOrder(systems);

    consumer.commitSync(begin); // all of it comes once more
    work(DATABASE, producer, consumer, systems);
    assertEachOnceAndInOrder(systems);
  }

  private static SystemId system() {
    return new SystemId("s" + UUID.randomUUID().toString().substring(0, 8));
  }

  private static Map<TopicPartition, OffsetAndMetadata> ends() {
    Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
    consumer.endOffsets(partitions).forEach((in, at) -> ends.put(in, new OffsetAndMetadata(at)));
    return ends;
  }

  private void say(List<SystemId> systems) {
    for (int i = 0; i < EACH; i++) {
      String reason = Integer.toString(i);
      TRANSACTIONS.run(tx -> {
        for (SystemId system : systems) {
          outbox.append(tx, new BackupRequested(system, reason), Cause.NONE);
        }
      });
    }
  }

  /** What a process does from its start until nothing is left to do. */
  private static void work(
      DataSource database,
      Producer<String, byte[]> sender,
      Consumer<String, byte[]> reader,
      List<SystemId> systems) {
    sendAll(new OutboxRelay(database, sender, new Signal()));
    Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
    reader.committed(partitions).forEach((in, at) -> reader.seek(in, at.offset()));
    try (var inbox = new Inbox(database, (event, tx) -> take(event, tx, systems))) {
      while (partitions.stream().anyMatch(in -> reader.position(in) < ends.get(in))) {
        inbox.accept(InboundRecord.all(reader.poll(Duration.ofSeconds(1))));
        reader.commitSync();
      }
    }
  }

  private static void sendAll(OutboxRelay relay) {
    try {
      while (relay.waiting() > 0) {
        relay.sendWaiting();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void take(Envelope event, Connection tx, List<SystemId> systems)
      throws SQLException {
    if (systems.contains(event.event().system())) {
      JdbcRunner.on(tx)
          .update(
              "insert into effect (system, reason) values (?, ?)",
              event.event().system().value(),
              ((BackupRequested) event.event()).reason());
    }
  }

  private static void assertEachOnceAndInOrder(List<SystemId> systems) {
    for (SystemId system : systems) {
      List<String> effects =
          TRANSACTIONS.get(tx ->
              JdbcRunner.on(tx)
                  .query(
                      "select reason from effect where system = ? order by seq",
                      row -> row.getString(1),
                      system.value()));
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < EACH; i++) {
        expected.add(Integer.toString(i));
      }
      assertThat(effects).as("effects of system %s", system).isEqualTo(expected);
    }
    long left =
        TRANSACTIONS.get(tx ->
            JdbcRunner.on(tx)
                .first(
                    "select (select count(*) from outbox) + (select count(*) from quarantine)",
                    row -> row.getLong(1))
                .orElseThrow());
    assertThat(left).as("events unsent or set aside").isZero();
  }
}
