package dev.davit.media.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.Pin;
import dev.davit.contracts.PointId;
import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.BackupStarted;
import dev.davit.contracts.event.DumpPinned;
import dev.davit.contracts.event.Event;
import dev.davit.contracts.event.MediaCompleted;
import dev.davit.contracts.event.MediaFailed;
import dev.davit.contracts.event.MediaRestored;
import dev.davit.contracts.event.MediaTargetSurveyed;
import dev.davit.contracts.event.MediaWorkCancelled;
import dev.davit.contracts.event.RecoveryContext;
import dev.davit.contracts.event.RecoveryStarted;
import dev.davit.contracts.event.RecoveryStep;
import dev.davit.contracts.event.RecoveryStepStarted;
import dev.davit.contracts.event.RecoveryTarget;
import dev.davit.contracts.event.ReferencesListed;
import dev.davit.contracts.event.RunCancelling;
import dev.davit.contracts.point.ClosureSummary;
import dev.davit.contracts.point.PartManifest;
import dev.davit.contracts.point.PointManifest;
import dev.davit.contracts.point.PointState;
import dev.davit.contracts.settings.DatabaseSettings;
import dev.davit.contracts.settings.DeploymentKind;
import dev.davit.contracts.settings.MediaRoot;
import dev.davit.contracts.settings.RepositorySettings;
import dev.davit.contracts.settings.SecretRef;
import dev.davit.contracts.settings.SystemSettings;
import dev.davit.contracts.topic.Topic;
import dev.davit.kit.outbox.EventProducer;
import dev.davit.kit.testing.Await;
import dev.davit.repository.Repository;
import dev.davit.repository.backend.Backends;
import dev.davit.repository.backend.StoreOptions;
import dev.davit.repository.crypto.Password;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.snapshot.SnapshotInfo;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
class MediaServiceTest {
  @TempDir Path directory;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String brokers;

  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  private final RunId run = RunId.random();
  private final SystemId system =
      new SystemId("shop-" + UUID.randomUUID().toString().substring(0, 8));
  private Producer<String, byte[]> producer;

  @BeforeEach
  void open() throws Exception {
    producer = EventProducer.open(brokers, Map.of());
    Files.createDirectories(media().resolve("a"));
    Files.writeString(media().resolve("a/one.jpg"), "one");
    try (var password = Password.generated()) {
      Files.writeString(secret(), new String(password.chars()));
      Files.setPosixFilePermissions(secret(), PosixFilePermissions.fromString("rw-------"));
      Repository.init(Backends.open(repository().toString(), StoreOptions.none()), password)
          .close();
    }
  }

  @AfterEach
  void close() {
    producer.close();
  }

  @Test
  void aBackupIsCompletedOnceItsPinAndReferencesAreKnown() throws Exception {
    order(new BackupStarted(system, run, settings(), 1, null));
    fact(pinned(1));
    fact(listed(1));

    var completed = (MediaCompleted) hear(MediaCompleted.class).getLast();

    assertThat(completed.pin()).isEqualTo(new Pin(run, 1));
    assertThat(completed.part().files()).isEqualTo(1);
  }

  @Test
  void factsBeforeTheOrderTwiceAndWithRubbishBetweenMakeOneCapture() throws Exception {
    var listed = listed(1);
    fact(listed);
    fact(pinned(1));
    fact(pinned(1));
    producer.send(
        new ProducerRecord<>(
            Topic.DUMP_EVENTS.wireName(),
            system.value(),
            "no event".getBytes(StandardCharsets.UTF_8)));
    fact(listed);
    var order =
        Envelope.first("/test", Instant.EPOCH, new BackupStarted(system, run, settings(), 1, null));
    publish(Topic.SCHEDULER_EVENTS, order);
    publish(Topic.SCHEDULER_EVENTS, order);
    hear(MediaCompleted.class);

    order(new RunCancelling(system, run, "to hear whatever came before"));

    assertThat(hear(MediaWorkCancelled.class))
        .filteredOn(MediaCompleted.class::isInstance)
        .hasSize(1);
  }

  @Test
  void aHigherPinReplacesTheLowerOne() throws Exception {
    order(new BackupStarted(system, run, settings(), 1, null));
    fact(pinned(1));
    fact(pinned(2));
    fact(listed(2));

    var said = hear(MediaCompleted.class);

    assertThat(((MediaCompleted) said.getLast()).pin()).isEqualTo(new Pin(run, 2));
    assertThat(said).hasSize(1);
  }

  @Test
  void aPinWithoutAnOrderStartsNothingAndCancellingSaysSo() throws Exception {
    fact(pinned(1));
    order(new RunCancelling(system, run, "nothing to do"));

    assertThat(hear(MediaWorkCancelled.class)).hasSize(1);
  }

  @Test
  void cancellingEndsACaptureThatWaitsForReferences() throws Exception {
    order(new BackupStarted(system, run, settings(), 1, null));
    fact(pinned(1));
    order(new RunCancelling(system, run, "changed our mind"));

    assertThat(hear(MediaWorkCancelled.class)).hasSize(1);
  }

  @Test
  void aWrongPasswordFailsTheBackupWithItsReason() throws Exception {
    Files.writeString(secret(), "not the password");
    order(new BackupStarted(system, run, settings(), 1, null));
    fact(pinned(1));

    var failed = (MediaFailed) hear(MediaFailed.class).getLast();

    assertThat(failed.problem().code()).isEqualTo(ErrorCode.WRONG_KEY);
  }

  @Test
  void aRecoveryIsSurveyedAndRestored() throws Exception {
    order(new BackupStarted(system, run, settings(), 1, null));
    fact(pinned(1));
    fact(listed(1));
    var part = ((MediaCompleted) hear(MediaCompleted.class).getLast()).part();
    Path place = directory.resolve("place");
    var target = new RecoveryTarget(null, null, null, Map.of("main", place.toString()));
    var context =
        new RecoveryContext(settings(), PointId.random(), publishPoint(part), target, false);
    var recovery = RunId.random();
    order(new RecoveryStarted(system, recovery, context));
    var surveyed = (MediaTargetSurveyed) hear(MediaTargetSurveyed.class).getLast();
    order(new RecoveryStepStarted(system, recovery, 1, RecoveryStep.MEDIA, context));
    var restored = (MediaRestored) hear(MediaRestored.class).getLast();

    assertThat(surveyed.survey().empty()).isTrue();
    assertThat(surveyed.survey().obstacles()).isEmpty();
    assertThat(restored.files()).isEqualTo(1);
    assertThat(place.resolve("a/one.jpg")).hasContent("one");
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

  private void order(Event event) throws Exception {
    publish(Topic.SCHEDULER_EVENTS, Envelope.first("/test", Instant.EPOCH, event));
  }

  private void fact(Event event) throws Exception {
    publish(Topic.DUMP_EVENTS, Envelope.first("/test", Instant.EPOCH, event));
  }

  private void publish(Topic topic, Envelope envelope) throws Exception {
    var encoded = EventCodec.encode(envelope);
    var record = new ProducerRecord<>(topic.wireName(), system.value(), encoded.body());
    encoded.headers().forEach((name, value) -> record.headers().add(name, value));
    producer.send(record).get();
  }

  private DumpPinned pinned(int ordinal) {
    return new DumpPinned(
        system, run, new Pin(run, ordinal), List.of("shop"), "0/1", Instant.EPOCH);
  }

  private ReferencesListed listed(int ordinal) {
    try (var opened = openRepository()) {
      var tree = opened.archiver().tree().bytes("references/shop.ndjson", new byte[0]).write();
      opened.flush();
      var part = new PartManifest("references", tree.tree().toString(), 1, 0, 0);
      return new ReferencesListed(system, run, new Pin(run, ordinal), part, 0, 0, 0);
    }
  }

  private String publishPoint(PartManifest part) {
    var manifest =
        new PointManifest(
            PointManifest.FORMAT,
            system.value(),
            PointId.random().toString(),
            run.toString(),
            1,
            PointState.SEALED,
            "generic",
            null,
            Instant.EPOCH,
            Instant.EPOCH,
            List.of(part),
            List.of(),
            Map.of("main", media().toString()),
            Map.of(),
            new ClosureSummary(0, 0, 0, 0, List.of()),
            List.of());
    try (var opened = openRepository();
        var lock = opened.lockShared("test-seal")) {
      lock.requireHeld();
      return opened
          .commit()
          .join(
              List.of(BlobId.parse(part.tree())),
              Map.of(PointManifest.FILE, Json.bytes(manifest)),
              new SnapshotInfo("shop", List.of("/davit/shop"), List.of("davit"), Instant.EPOCH),
              () -> {})
          .id();
    }
  }

  private Repository openRepository() {
    try (var password = new Password(Files.readString(secret()).toCharArray())) {
      return Repository.open(Backends.open(repository().toString(), StoreOptions.none()), password);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** All facts of the system until one of that type, in their order. */
  private List<Event> hear(Class<? extends Event> last) {
    var consumerSettings = new Properties();
    consumerSettings.putAll(
        Map.of(
            "bootstrap.servers",
            brokers,
            "group.id",
            UUID.randomUUID().toString(),
            "auto.offset.reset",
            "earliest"));
    List<Event> said = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            consumerSettings, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(Topic.MEDIA_EVENTS.wireName()));
      Await.until(
          last.getSimpleName(),
          () -> {
            for (var record : consumer.poll(Duration.ofMillis(100))) {
              if (system.value().equals(record.key())) {
                said.add(EventCodec.decode(headers(record), record.value()).event());
              }
            }
            return said.stream().anyMatch(last::isInstance);
          });
    }
    return said;
  }

  private static Map<String, byte[]> headers(ConsumerRecord<String, byte[]> record) {
    Map<String, byte[]> all = new java.util.HashMap<>();
    record.headers().forEach(header -> all.put(header.key(), header.value()));
    return all;
  }

  private Path media() {
    return directory.resolve("media");
  }

  private Path repository() {
    return directory.resolve("repository");
  }

  private Path secret() {
    return directory.resolve("repository.secret");
  }

  private SystemSettings settings() {
    return new SystemSettings(
        DeploymentKind.FULL_BACKEND,
        "generic",
        new DatabaseSettings(null, "postgresql://u@127.0.0.1/shop", null, List.of(), null),
        List.of(new MediaRoot("main", media().toString(), List.of())),
        List.of(),
        List.of(),
        new RepositorySettings(
            repository().toString(), new SecretRef("file:" + secret()), Map.of(), null, null));
  }
}
