package dev.davit.audit.boot;

import static dev.davit.audit.Ground.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.audit.Ground;
import dev.davit.audit.evidence.EvidenceBundle;
import dev.davit.contracts.RunId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.codec.EventTypes;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.BackupStarted;
import dev.davit.contracts.event.Event;
import dev.davit.contracts.event.ObjectsProven;
import dev.davit.contracts.event.RecoveryContext;
import dev.davit.contracts.event.RecoveryPointSealed;
import dev.davit.contracts.event.RecoveryStarted;
import dev.davit.contracts.event.RunCancelling;
import dev.davit.contracts.event.RunFact;
import dev.davit.contracts.event.SealFailed;
import dev.davit.contracts.event.SealWorkCancelled;
import dev.davit.contracts.point.PointState;
import dev.davit.contracts.topic.Topic;
import dev.davit.kit.outbox.EventProducer;
import dev.davit.kit.testing.Await;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as it runs, from the broker's bytes to the broker's bytes. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class AuditServiceTest {
  @TempDir Path directory;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String brokers;

  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  private final RunId run = RunId.random();
  private Ground ground;
  private Producer<String, byte[]> producer;

  @BeforeEach
  void open() throws Exception {
    ground = new Ground(directory.toRealPath());
    producer = EventProducer.open(brokers, Map.of());
  }

  @AfterEach
  void close() {
    producer.close();
  }

  @Test
  void partsOfOnePinBecomeAPointInWhateverOrderTheyAreHeard() throws Exception {
    var media = ground.file("a.jpg", "picture");
    List<Event> words = new ArrayList<>(ground.capture(run, 1, null, Ground.managed(media)));
    words.add(new BackupStarted(SHOP, run, ground.settings(), 1, null));
    Collections.reverse(words);
    for (Event word : words) {
      publish(word);
    }
    var sealed = hear(RecoveryPointSealed.class);
    assertThat(sealed.state()).isEqualTo(PointState.SEALED);
    assertThat(sealed.closure().managed()).isEqualTo(1);
  }

  @Test
  void doublesAndAMalformedEventMakeOnePoint() throws Exception {
    List<Envelope> words = new ArrayList<>();
    words.add(envelope(new BackupStarted(SHOP, run, ground.settings(), 1, null)));
    ground.capture(run, 1, null).forEach(fact -> words.add(envelope(fact)));
    for (Envelope word : words) {
      publish(word);
      publish(word);
      producer.send(
          new ProducerRecord<>(
              Topic.MEDIA_EVENTS.wireName(),
              SHOP.value(),
              "no event".getBytes(StandardCharsets.UTF_8)));
    }
    hear(RecoveryPointSealed.class);
    publish(new RunCancelling(SHOP, run, "to hear whatever came before"));
    hear(SealWorkCancelled.class);
    assertThat(heard(run)).filteredOn(RecoveryPointSealed.class::isInstance).hasSize(1);
    try (var repository = ground.repository()) {
      assertThat(repository.snapshots()).hasSize(1);
    }
  }

  @Test
  void aRunWithoutItsPartsIsCancelledAndSaysSo() throws Exception {
    publish(new BackupStarted(SHOP, run, ground.settings(), 1, null));
    publish(new RunCancelling(SHOP, run, "no longer wanted"));
    hear(SealWorkCancelled.class);
  }

  @Test
  void theWrongPasswordFailsTheSealWithItsCode() throws Exception {
    var facts = ground.capture(run, 1, null);
    ground.secret("repository", "another one");
    publish(new BackupStarted(SHOP, run, ground.settings(), 1, null));
    for (RunFact fact : facts) {
      publish(fact);
    }
    assertThat(hear(SealFailed.class).problem().code()).isEqualTo(ErrorCode.WRONG_KEY);
  }

  @Test
  void beforeARecoveryItsObjectsAreProven() throws Exception {
    publish(new BackupStarted(SHOP, run, ground.settings(), 1, null));
    for (RunFact fact : ground.capture(run, 1, null)) {
      publish(fact);
    }
    var sealed = hear(RecoveryPointSealed.class);
    var recovery = RunId.random();
    var context =
        new RecoveryContext(ground.settings(), sealed.point(), sealed.snapshot(), null, false);
    publish(new RecoveryStarted(SHOP, recovery, context));
    Await.until("proven", () -> heard(recovery).stream().anyMatch(ObjectsProven.class::isInstance));
    var proven = (ObjectsProven) heard(recovery).getLast();
    assertThat(proven.obstacles()).isEmpty();
    assertThat(proven.packs()).isPositive();
  }

  @Test
  void whatAPointHoldsAndHowItCameToBeIsServed() throws Exception {
    var media = ground.file("a.jpg", "picture");
    publish(new BackupStarted(SHOP, run, ground.settings(), 1, null));
    for (RunFact fact : ground.capture(run, 1, null, Ground.managed(media))) {
      publish(fact);
    }
    var sealed = hear(RecoveryPointSealed.class);
    Await.until("the seal is in the log", () -> events().contains("recovery-point.sealed"));
    String point = "/v1/points/" + sealed.point();
    assertThat(get(point + "/closure").body()).contains("\"managed\":1");
    assertThat(get(point + "/tree?path=media/main").body()).contains("\"a.jpg\"");
    assertThat(get(point + "/lineage").body()).contains("\"tables\":[]");
    assertThat(get(point + "/tree?path=nowhere").statusCode()).isEqualTo(404);
    var bundle =
        Json.read(get("/v1/evidence/points/" + sealed.point()).body(), EvidenceBundle.class);
    assertThat(bundle.faults(List.of(key()))).isEmpty();
    assertThat(bundle.point()).isNotNull();
  }

  @Test
  void theLogIsServedWithItsCheckpointAndVerified() throws Exception {
    publish(new RunCancelling(SHOP, run, "something to record"));
    hear(SealWorkCancelled.class);
    Await.until("recorded", () -> events().contains("seal-work.cancelled"));
    String checkpoint = get("/v1/evidence/checkpoint").body();
    assertThat(post("/v1/evidence/verification", checkpoint).body()).contains("\"sound\":true");
    assertThat(get("/v1/evidence/head").body()).contains("\"hash\"");
    assertThat(get("/v1/evidence/runs/" + RunId.random()).statusCode()).isEqualTo(404);
  }

  private String events() throws Exception {
    return get("/v1/evidence/events?run=" + run).body();
  }

  private PublicKey key() throws Exception {
    String pem = get("/v1/evidence/key").body().replaceAll("-----[A-Z ]+-----", "");
    var spec = new X509EncodedKeySpec(Base64.getMimeDecoder().decode(pem));
    return KeyFactory.getInstance("Ed25519").generatePublic(spec);
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void theServiceIsReadyAndTellsItsMetrics() throws Exception {
    Await.until("ready", () -> get("/q/health/ready").statusCode() == 200);
    assertThat(get("/q/health/ready").body()).contains("work and outbox");
    assertThat(get("/q/metrics").body()).contains("davit_outbox_waiting");
  }

  private HttpResponse<String> get(String path) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private static Envelope envelope(Event event) {
    return Envelope.first("/test", Instant.EPOCH, event);
  }

  private void publish(Event event) throws Exception {
    publish(envelope(event));
  }

  private void publish(Envelope envelope) throws Exception {
    var encoded = EventCodec.encode(envelope);
    var topic = EventTypes.topic(envelope.event().getClass());
    var record = new ProducerRecord<>(topic.wireName(), SHOP.value(), encoded.body());
    encoded.headers().forEach((name, value) -> record.headers().add(name, value));
    producer.send(record).get();
  }

  private <T extends RunFact> T hear(Class<T> type) {
    var found = new ArrayList<T>();
    Await.until(
        type.getSimpleName(),
        () -> {
          heard(run).stream().filter(type::isInstance).map(type::cast).forEach(found::add);
          return !found.isEmpty();
        });
    return found.getFirst();
  }

  /** All that the service has said of a run. */
  private List<RunFact> heard(RunId of) {
    List<RunFact> said = new ArrayList<>();
    try (var consumer = consumer()) {
      var partitions =
          consumer.partitionsFor(Topic.AUDIT_EVENTS.wireName()).stream()
              .map(p -> new org.apache.kafka.common.TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (var record : consumer.poll(Duration.ofMillis(100))) {
          Map<String, byte[]> headers = new HashMap<>();
          record.headers().forEach(header -> headers.put(header.key(), header.value()));
          if (EventCodec.decode(headers, record.value()).event() instanceof RunFact fact
              && fact.run().equals(of)) {
            said.add(fact);
          }
        }
      }
    }
    return said;
  }

  private KafkaConsumer<String, byte[]> consumer() {
    var settings = new Properties();
    settings.putAll(
        Map.of(
            "bootstrap.servers",
            brokers,
            "group.id",
            UUID.randomUUID().toString(),
            "enable.auto.commit",
            "false"));
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }
}
