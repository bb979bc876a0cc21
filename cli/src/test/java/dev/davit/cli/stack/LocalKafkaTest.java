package dev.davit.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.topic.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One broker for all, since it takes seconds to start. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalKafkaTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private static Path data;
  private StackDirectory directory;
  private Ports ports;
  private ServiceProcess broker;
  private String address;
  private final List<String> said = new CopyOnWriteArrayList<>();

  @BeforeAll
  void start() throws Exception {
    directory = StackDirectory.create(data);
    ports = new Ports(directory.run().resolve("ports.properties"));
    startBroker();
  }

  private void startBroker() {
    int port = ports.of("kafka");
    address = "127.0.0.1:" + port;
    var nothingBuilt = new ClassArchive(new Installation(directory.root()), false);
    broker =
        LocalKafka.process(
                nothingBuilt,
                directory,
                KafkaNodes.single(port, ports.of("kafka-controller")),
                1,
                said::add)
            .start();
    broker.awaitReady();
  }

  @AfterAll
  void stop() throws Exception {
    broker.stop(LIMIT);
  }

  @Test
  void everyTopicOfTheContractIsThereWithThreePartitions() throws Exception {
    var names = Arrays.stream(Topic.values()).map(Topic::wireName).toList();
    try (var admin = Admin.create(Map.of("bootstrap.servers", address))) {
      var topics = admin.describeTopics(names).allTopicNames().get();
      assertThat(topics.keySet()).containsExactlyInAnyOrderElementsOf(names);
      assertThat(topics.values()).allMatch(topic -> topic.partitions().size() == 3);
    }
  }

  @Test
  void whatUnpacksToMoreThanAReaderHoldsIsRefusedToItsPublisher() {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", address, "compression.type", "gzip", "max.request.size", 64 << 20);
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      var small = new ProducerRecord<>(Topic.REQUESTS.wireName(), 1, "shop", "x".repeat(1_000_000));
      assertThatCode(() -> producer.send(small).get()).doesNotThrowAnyException();
      var bomb = new ProducerRecord<>(Topic.REQUESTS.wireName(), 1, "shop", "x".repeat(30 << 20));
      assertThatThrownBy(() -> producer.send(bomb).get())
          .hasCauseInstanceOf(RecordTooLargeException.class);
    }
  }

  @Test
  void whatWasPublishedIsThereAfterARestart() throws Exception {
    publish("kept");
    var earlier = List.copyOf(said);

    broker.stop(LIMIT);
    assertThat(said).isEqualTo(earlier);
    startBroker();

    assertThat(firstRecord()).isEqualTo("kept");
  }

  @Test
  void aBrokerThatIsKilledIsStartedAgainOnTheSamePort() throws Exception {
    publish("kept");
    said.clear();
    int restarts = broker.restarts();
    long before = broker.pid();

    broker.kill();

    assertThat(firstRecord()).isEqualTo("kept");
    assertThat(broker.pid()).isNotEqualTo(before);
    assertThat(broker.restarts()).isEqualTo(restarts + 1);
    assertThat(said).singleElement().asString().contains("kafka ended", "started again");
  }

  private void publish(String value) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", address, "acks", "all");
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      var record = new ProducerRecord<>(Topic.REQUESTS.wireName(), 0, "shop", value);
      producer.send(record).get();
    }
  }

  private String firstRecord() {
    var text = new StringDeserializer();
    Map<String, Object> settings =
        Map.of("bootstrap.servers", address, "auto.offset.reset", "earliest");
    try (var consumer = new KafkaConsumer<>(settings, text, text)) {
      consumer.assign(List.of(new TopicPartition(Topic.REQUESTS.wireName(), 0)));
      long end = System.nanoTime() + LIMIT.toNanos();
      while (System.nanoTime() < end) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          return record.value();
        }
      }
    }
    throw new AssertionError("nothing arrived within " + LIMIT);
  }
}
