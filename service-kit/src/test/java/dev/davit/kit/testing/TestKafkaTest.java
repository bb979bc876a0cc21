package dev.davit.kit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.topic.Topic;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** The same broker, however it is run. */
class TestKafkaTest {
  private static final TestKafka KAFKA = TestKafka.shared();

  @Test
  void davitsTopicsAreThere() throws Exception {
    var topics = List.of(Topic.values()).stream().map(Topic::wireName).toList();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", KAFKA.bootstrap()))) {
      assertThat(admin.describeTopics(topics).allTopicNames().get().values())
          .hasSameSizeAs(topics)
          .allSatisfy(topic -> assertThat(topic.partitions()).hasSize(3));
    }
  }

  @Test
  void transactionsAreCommittedThroughItsOwnAddress() throws Exception {
    KAFKA.createTopics(List.of("test-transactions"));
    Map<String, Object> settings =
        Map.of("bootstrap.servers", KAFKA.bootstrap(), "transactional.id", "test-transactions");
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("test-transactions", "key", new byte[] {1})).get();
      producer.commitTransaction();
    }
    assertThat(KAFKA.read("test-transactions", "key")).hasSize(1);
  }
}
