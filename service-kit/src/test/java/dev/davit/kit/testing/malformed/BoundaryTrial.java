package dev.davit.kit.testing.malformed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.codec.Header;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.codec.MalformedEvent;
import dev.davit.contracts.topic.Topic;
import dev.davit.kit.inbox.QuarantineId;
import dev.davit.kit.jdbc.JdbcRunner;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.kit.testing.Await;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Puts malformed records on the topics of a running service and looks what became of each. Records
 * go as every kind of compression in turn, since a broker takes them all.
 */
public final class BoundaryTrial {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final List<String> COMPRESSIONS = List.of("gzip", "none", "snappy", "lz4", "zstd");
  private static final TypeReference<List<Header>> HEADERS = new TypeReference<>() {};

  private final String brokers;
  private final Transactions transactions;
  private final Map<Topic, String> groups;
  private final Map<QuarantineId, MalformedRecord> published = new LinkedHashMap<>();

  /**
   * @param dataSource of the service's schema
   * @param groups as which consumers the service reads each topic
   */
  public BoundaryTrial(String brokers, DataSource dataSource, Map<Topic, String> groups) {
    this.brokers = brokers;
    this.transactions = new Transactions(dataSource);
    this.groups = Map.copyOf(groups);
  }

  /** What a seed and the number of records are unless the command line says otherwise. */
  public static long seed() {
    return Long.getLong("trial.seed", System.nanoTime());
  }

  /** As many as were asked for by {@code -Dtrial.records}, else so many. */
  public static int count(int usual) {
    return Integer.getInteger("trial.records", usual);
  }

  /** Returns when the broker has all of them. */
  public void publish(List<MalformedRecord> records) throws Exception {
    List<Producer<byte[], byte[]>> producers = COMPRESSIONS.stream().map(this::producer).toList();
    try {
      List<Future<RecordMetadata>> sends = new ArrayList<>();
      for (int i = 0; i < records.size(); i++) {
        MalformedRecord record = records.get(i);
        int size = record.value() == null ? 0 : record.value().length;
        sends.add(producers.get(size > 900_000 ? 0 : i % producers.size()).send(wire(record)));
      }
      for (int i = 0; i < records.size(); i++) {
        RecordMetadata at = sends.get(i).get();
        published.put(new QuarantineId(at.topic(), at.partition(), at.offset()), records.get(i));
      }
    } finally {
      producers.forEach(Producer::close);
    }
  }

  private Producer<byte[], byte[]> producer(String compression) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            brokers,
            "compression.type",
            compression,
            "max.request.size",
            32 << 20,
            "linger.ms",
            5),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static ProducerRecord<byte[], byte[]> wire(MalformedRecord record) {
    var wire = new ProducerRecord<>(record.topic().wireName(), record.key(), record.value());
    record.headers().forEach(header -> wire.headers().add(header.name(), header.value()));
    return wire;
  }

  /** Returns when the service has read and acknowledged whatever lies on its topics. */
  public void awaitRead() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
      Await.until("all is read and acknowledged", () -> behind(admin).isEmpty(), LIMIT);
    }
  }

  private Map<TopicPartition, Long> behind(Admin admin) throws Exception {
    Map<TopicPartition, Long> behind = new HashMap<>();
    for (String group : new HashSet<>(groups.values())) {
      var topics =
          groups.entrySet().stream()
              .filter(entry -> entry.getValue().equals(group))
              .map(entry -> entry.getKey().wireName())
              .toList();
      var read = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      var ends = ends(admin, topics);
      ends.forEach((partition, end) -> {
        long at = read.containsKey(partition) ? read.get(partition).offset() : 0;
        if (at < end) {
          behind.put(partition, end - at);
        }
      });
    }
    return behind;
  }

  private static Map<TopicPartition, Long> ends(Admin admin, List<String> topics) throws Exception {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    admin
        .describeTopics(topics)
        .allTopicNames()
        .get()
        .forEach((topic, described) ->
            described
                .partitions()
                .forEach(partition ->
                    wanted.put(
                        new TopicPartition(topic, partition.partition()), OffsetSpec.latest())));
    return admin.listOffsets(wanted).all().get().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
  }

  /**
   * Each record is set aside as it came, with the code that it deserves, or was an event after all.
   *
   * @param seed for messages
   * @return the events that were handled
   */
  public List<Envelope> assertEachCameToAnEnd(long seed) {
    Map<QuarantineId, Kept> aside = new HashMap<>();
    transactions.run(tx ->
        JdbcRunner.on(tx)
            .query(
                """
                select topic, partition, "offset", record_key, headers, value, code, reason
                from quarantine
                """,
                row -> aside.put(place(row), kept(row))));
    Set<List<String>> handled =
        transactions.get(tx ->
            new HashSet<>(
                JdbcRunner.on(tx)
                    .query(
                        "select source, id from inbox",
                        row -> List.of(row.getString(1), row.getString(2)))));
    List<Envelope> events = new ArrayList<>();
    published.forEach((place, record) -> {
      String what = "seed " + seed + ": " + record.what() + " at " + place;
      Kept kept = aside.get(place);
      if (kept != null) {
        assertKept(what, record, kept);
        return;
      }
      assertThat(record.code()).as(what + " was handled").isNull();
      Envelope event = decoded(what, record);
      assertThat(handled).as(what).contains(List.of(event.source(), event.id()));
      events.add(event);
    });
    return events;
  }

  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  private record Kept(byte[] key, List<Header> headers, byte[] value, String code, String reason) {}

  private static QuarantineId place(ResultSet row) throws SQLException {
    return new QuarantineId(row.getString("topic"), row.getInt("partition"), row.getLong("offset"));
  }

  private static Kept kept(ResultSet row) throws SQLException {
    try {
      return new Kept(
          row.getBytes("record_key"),
          Json.mapper().readValue(row.getString("headers"), HEADERS),
          row.getBytes("value"),
          row.getString("code"),
          row.getString("reason"));
    } catch (IOException e) {
      throw new SQLException(e);
    }
  }

  private static void assertKept(String what, MalformedRecord record, Kept kept) {
    if (record.code() != null) {
      assertThat(kept.code()).as(what + ": " + kept.reason()).isEqualTo(record.code().number());
    }
    assertThat(kept.code()).as(what + ": " + kept.reason()).isNotEqualTo("DAVIT-9999");
    assertThat(kept.reason()).as(what).startsWith(kept.code()).hasLineCount(1);
    assertThat(Arrays.equals(kept.key(), record.key())).as(what + ": key").isTrue();
    assertThat(Arrays.equals(kept.value(), record.value())).as(what + ": value").isTrue();
    assertThat(kept.headers()).as(what).hasSameSizeAs(record.headers());
    for (int i = 0; i < record.headers().size(); i++) {
      Header came = record.headers().get(i);
      Header is = kept.headers().get(i);
      assertThat(is.name()).as(what).isEqualTo(came.name());
      assertThat(Arrays.equals(is.value(), came.value())).as(what + ": " + came.name()).isTrue();
    }
  }

  private static Envelope decoded(String what, MalformedRecord record) {
    try {
      return EventCodec.decode(record.headers(), record.value());
    } catch (MalformedEvent e) {
      throw new AssertionError(what + " is nowhere", e);
    }
  }

  /** How many of them were set aside by the service. */
  public long aside() {
    return transactions
        .get(tx -> JdbcRunner.on(tx).first("select count(*) from quarantine", r -> r.getLong(1)))
        .orElse(0L);
  }
}
