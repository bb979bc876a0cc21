package dev.davit.e2e.bench;

import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.event.BackupRequested;
import dev.davit.contracts.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Publishes requests for backups, each of another system than the one before. Thrifty, since it
 * shares the processors with what it measures: an event is a template with two holes.
 */
final class TriggerClient implements AutoCloseable {
  private static final String TOPIC = Topic.REQUESTS.wireName();
  private static final String ID = "the-id-of-the-request";
  private static final String SYSTEM = "the-name-of-the-system";

  private final int systems;
  private final String template;
  private final Map<String, byte[]> headers;
  private final KafkaProducer<String, byte[]> producer;

  TriggerClient(String bootstrap, int systems) {
    this.systems = systems;
    var event =
        new Envelope(
            ID,
            "/bench/" + UUID.randomUUID(),
            Instant.now(),
            new BackupRequested(new SystemId(SYSTEM), null),
            null,
            null,
            null,
            null,
            Map.of());
    var encoded = EventCodec.encode(event);
    template = new String(encoded.body(), StandardCharsets.UTF_8);
    headers = encoded.headers();
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "linger.ms", 2, "batch.size", 65_536),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /**
   * @param number names the request, for {@link Answers}
   */
  void send(int number) {
    String system = Systems.name(number % systems + 1);
    String body = template.replace(ID, Answers.ID_PREFIX + number).replace(SYSTEM, system);
    var record = new ProducerRecord<>(TOPIC, system, body.getBytes(StandardCharsets.UTF_8));
    headers.forEach((name, value) -> record.headers().add(name, value));
    producer.send(record);
  }

  @Override
  public void close() {
    producer.close();
  }
}
