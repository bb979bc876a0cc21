package dev.davit.scheduler.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.codec.MalformedEvent;
import dev.davit.contracts.event.Event;
import dev.davit.contracts.event.RequestAccepted;
import dev.davit.contracts.settings.DatabaseSettings;
import dev.davit.contracts.settings.DeploymentKind;
import dev.davit.contracts.settings.MediaRoot;
import dev.davit.contracts.settings.Objectives;
import dev.davit.contracts.settings.RepositorySettings;
import dev.davit.contracts.settings.ScheduleSettings;
import dev.davit.contracts.settings.SecretRef;
import dev.davit.contracts.settings.SystemDefinition;
import dev.davit.contracts.settings.SystemSettings;
import dev.davit.contracts.topic.Topic;
import dev.davit.kit.inbox.InboundRecord;
import dev.davit.kit.outbox.EventProducer;
import dev.davit.kit.testing.Await;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The running service as others meet it: by HTTP, and by bytes on the broker. */
final class Service implements AutoCloseable {
  private final String brokers;
  private final String address;
  private final Producer<String, byte[]> producer;
  private final HttpClient http = HttpClient.newHttpClient();

  Service(String brokers, int port) {
    this.brokers = brokers;
    this.address = "http://127.0.0.1:" + port;
    this.producer = EventProducer.open(brokers, Map.of());
  }

  record Answered(int status, JsonNode body) {}

  Answered get(String path) throws Exception {
    return send(request(path).GET());
  }

  String text(String path) throws Exception {
    return http.send(
            HttpRequest.newBuilder(URI.create(address + path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** As the command line does it: no body is announced as JSON all the same. */
  Answered send(String method, String path, Object body) throws Exception {
    var content =
        body == null
            ? BodyPublishers.noBody()
            : body instanceof String text
                ? BodyPublishers.ofString(text)
                : BodyPublishers.ofByteArray(Json.bytes(body));
    return send(request(path).header("Content-Type", "application/json").method(method, content));
  }

  Answered send(HttpRequest.Builder request) throws Exception {
    var response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    var body =
        response.body().length == 0
            ? Json.mapper().missingNode()
            : Json.mapper().readTree(response.body());
    return new Answered(response.statusCode(), body);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .timeout(Duration.ofSeconds(40))
        .header("Accept", "application/json");
  }

  HttpClient http() {
    return http;
  }

  void publish(Topic topic, Event event) throws Exception {
    publish(topic, Envelope.first("/test", Instant.EPOCH, event));
  }

  void publish(Topic topic, Envelope envelope) throws Exception {
    var encoded = EventCodec.encode(envelope);
    var record =
        new ProducerRecord<>(topic.wireName(), envelope.event().system().value(), encoded.body());
    encoded.headers().forEach((name, value) -> record.headers().add(name, value));
    producer.send(record).get();
  }

  void publish(Topic topic, SystemId system, Map<String, String> headers, String value)
      throws Exception {
    var record =
        new ProducerRecord<>(
            topic.wireName(), system.value(), value.getBytes(StandardCharsets.UTF_8));
    headers.forEach(
        (name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    producer.send(record).get();
  }

  void publishBytes(Topic topic, SystemId system, String bytes) throws Exception {
    producer
        .send(
            new ProducerRecord<>(
                topic.wireName(), system.value(), bytes.getBytes(StandardCharsets.UTF_8)))
        .get();
  }

  /** All that the scheduler says of the system until something of that type, in its order. */
  List<Envelope> hear(SystemId system, Class<? extends Event> last) {
    var settings = new Properties();
    settings.putAll(
        Map.of(
            "bootstrap.servers",
            brokers,
            "group.id",
            UUID.randomUUID().toString(),
            "auto.offset.reset",
            "earliest"));
    List<Envelope> said = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(Topic.SCHEDULER_EVENTS.wireName()));
      Await.until(
          last.getSimpleName() + " in " + said,
          () -> {
            for (var record : consumer.poll(Duration.ofMillis(100))) {
              if (system.value().equals(record.key())) {
                event(record).ifPresent(said::add);
              }
            }
            return said.stream().anyMatch(each -> last.isInstance(each.event()));
          });
    }
    return said;
  }

  /** The first run of the system that was accepted. */
  RunId accepted(SystemId system) {
    return hear(system, RequestAccepted.class).stream()
        .map(Envelope::event)
        .filter(RequestAccepted.class::isInstance)
        .map(event -> ((RequestAccepted) event).run())
        .findFirst()
        .orElseThrow();
  }

  /** All that lies on the topic now and is an event of it. */
  List<Envelope> all(Topic topic) {
    List<Envelope> found = new ArrayList<>();
    Map<String, Object> settings = Map.of("bootstrap.servers", brokers);
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic.wireName()).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (var read : consumer.poll(Duration.ofMillis(200))) {
          event(read).ifPresent(found::add);
        }
      }
    }
    return found;
  }

  private static Optional<Envelope> event(ConsumerRecord<?, byte[]> read) {
    try {
      var record = InboundRecord.of(read);
      return Optional.of(EventCodec.decode(record.headers(), record.value()));
    } catch (MalformedEvent e) {
      return Optional.empty();
    }
  }

  /** A refusal as every surface shows it. */
  static void assertRefused(Answered answered, int status, String code) {
    assertThat(answered.status()).as("%s", answered).isEqualTo(status);
    assertThat(answered.body().path("code").asText()).as("%s", answered).isEqualTo(code);
    assertThat(answered.body().path("meaning").asText()).isNotEmpty();
    assertThat(answered.body().path("remedy").asText()).isNotEmpty();
    assertThat(answered.body().path("exitCode").isNumber()).isTrue();
  }

  /** Makes the system known. */
  void protect(SystemId system) throws Exception {
    send("PUT", "/v1/systems/" + system, definition(system, List.of()));
  }

  static SystemDefinition definition(SystemId system, List<String> sources) {
    var settings =
        new SystemSettings(
            DeploymentKind.FULL_BACKEND,
            "generic",
            new DatabaseSettings(null, "postgresql://u@h:5432/shop", null, List.of(), null),
            List.of(new MediaRoot("uploads", "/srv/uploads", List.of())),
            List.of(),
            List.of(),
            new RepositorySettings("/r", new SecretRef("env:PASSWORD"), Map.of(), null, null));
    return new SystemDefinition(
        system,
        settings,
        ScheduleSettings.of("30 2 1 1 *", "Europe/Berlin"),
        null,
        new Objectives(Duration.ofHours(24), Duration.ofHours(1)),
        sources);
  }

  @Override
  public void close() {
    producer.close();
    http.close();
  }
}
