package dev.davit.e2e.bench.faults;

import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.topic.Topic;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Another system that asks for something: by the broker, or by HTTP of either scheduler. */
final class Sender implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final KafkaProducer<byte[], byte[]> producer;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT).build();

  Sender(String bootstrap) {
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", bootstrap,
                "acks", "all",
                "enable.idempotence", "true",
                "delivery.timeout.ms", "60000",
                "request.timeout.ms", "10000"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** True once the broker has it; otherwise it may have it. */
  boolean publish(Envelope request) throws InterruptedException {
    var encoded = EventCodec.encode(request);
    byte[] key = request.event().system().value().getBytes(StandardCharsets.UTF_8);
    var record = new ProducerRecord<>(Topic.REQUESTS.wireName(), key, encoded.body());
    encoded.headers().forEach((name, value) -> record.headers().add(name, value));
    try {
      producer.send(record).get();
      return true;
    } catch (ExecutionException e) {
      return false;
    }
  }

  /** True once it is answered, whatever the answer; otherwise it is to be sent again. */
  boolean post(Envelope request, URI scheduler) throws InterruptedException {
    var encoded = EventCodec.encode(request);
    var post =
        HttpRequest.newBuilder(URI.create(scheduler + "/v1/events"))
            .timeout(LIMIT)
            .header("Content-Type", "application/cloudevents+json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(encoded.body()))
            .build();
    try {
      return http.send(post, HttpResponse.BodyHandlers.discarding()).statusCode() < 500;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    producer.close(LIMIT);
    http.shutdownNow();
  }
}
