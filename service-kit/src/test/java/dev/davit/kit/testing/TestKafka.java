package dev.davit.kit.testing;

import dev.davit.contracts.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * A real broker on loopback, in a container or in this JVM (see {@link ContainerEngine}), with
 * Davit's topics (3 partitions each).
 */
public final class TestKafka implements AutoCloseable {
  private static TestKafka shared;

  private final Runnable stopping;
  private final int port;

  private TestKafka(Runnable stopping, int port) {
    this.stopping = stopping;
    this.port = port;
  }

  /** A broker of one's own; close it. */
  public static TestKafka start() {
    Quiet.please();
    try {
      int port = FreePort.next();
      var image = ContainerEngine.image("kafka", "apache/kafka:" + BrokerSettings.version());
      Runnable stopping =
          image.isPresent()
              ? ContainerKafka.start(image.get(), port)::close
              : LocalKafka.start(port)::close;
      var kafka = new TestKafka(stopping, port);
      kafka.createTopics(Arrays.stream(Topic.values()).map(Topic::wireName).toList());
      return kafka;
    } catch (Exception e) {
      throw new IllegalStateException("no Kafka for tests", e);
    }
  }

  /** One broker for all tests of this JVM, stopped when it ends; use systems of your own. */
  public static synchronized TestKafka shared() {
    if (shared == null) {
      shared = start();
      Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
    }
    return shared;
  }

  /** {@code host:port}. */
  public String bootstrap() {
    return "127.0.0.1:" + port;
  }

  /** Creates topics with three partitions each. */
  public void createTopics(List<String> names) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
      admin
          .createTopics(names.stream().map(name -> new NewTopic(name, 3, (short) 1)).toList())
          .all()
          .get();
    }
  }

  /** A consumer of bytes from the beginning, in a group of its own; close it. */
  public Consumer<String, byte[]> consumer(String... topics) {
    var consumer = unsubscribed();
    consumer.subscribe(List.of(topics));
    return consumer;
  }

  private Consumer<String, byte[]> unsubscribed() {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrap(),
            "group.id",
            UUID.randomUUID().toString(),
            "auto.offset.reset",
            "earliest",
            "enable.auto.commit",
            "false");
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /** Everything of a key that lies on the topic now, in its order. */
  public List<ConsumerRecord<String, byte[]>> read(String topic, String key) {
    List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
    try (var consumer = unsubscribed()) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          if (key.equals(record.key())) {
            found.add(record);
          }
        }
      }
    }
    return found;
  }

  @Override
  public void close() {
    stopping.run();
  }
}
