package dev.davit.dump.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.BackupStarted;
import dev.davit.contracts.event.DumpCompleted;
import dev.davit.contracts.event.DumpFailed;
import dev.davit.contracts.event.DumpPinned;
import dev.davit.contracts.event.DumpProgressed;
import dev.davit.contracts.event.DumpWorkCancelled;
import dev.davit.contracts.event.Event;
import dev.davit.contracts.event.ReferencesListed;
import dev.davit.contracts.event.RunCancelling;
import dev.davit.contracts.settings.BlackoutWindow;
import dev.davit.contracts.settings.DatabaseSettings;
import dev.davit.contracts.settings.DeploymentKind;
import dev.davit.contracts.settings.RepositorySettings;
import dev.davit.contracts.settings.SecretRef;
import dev.davit.contracts.settings.SystemSettings;
import dev.davit.contracts.settings.WorkLimits;
import dev.davit.contracts.topic.Topic;
import dev.davit.kit.outbox.EventProducer;
import dev.davit.kit.testing.Await;
import dev.davit.postgres.DatabaseUrl;
import dev.davit.repository.Repository;
import dev.davit.repository.backend.Backends;
import dev.davit.repository.backend.StoreOptions;
import dev.davit.repository.crypto.Password;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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
class DumpServiceTest {
  @TempDir Path directory;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String brokers;

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String jdbcUrl;

  @ConfigProperty(name = "quarkus.datasource.username")
  String user;

  @ConfigProperty(name = "quarkus.datasource.password")
  String password;

  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  private final RunId run = RunId.random();
  private final SystemId system =
      new SystemId("shop-" + UUID.randomUUID().toString().substring(0, 8));
  private Producer<String, byte[]> producer;

  @BeforeEach
  void open() {
    producer = EventProducer.open(brokers, Map.of());
  }

  @AfterEach
  void close() {
    producer.close();
  }

  @Test
  void aBackupThatStartsIsPinnedListedAndCompleted() throws Exception {
    makeDatabase();
    publish(new BackupStarted(system, run, settings(), 1, null));

    List<Event> said = hear(DumpCompleted.class);

    assertThat(said)
        .extracting(Object::getClass)
        .isEqualTo(List.of(DumpPinned.class, ReferencesListed.class, DumpCompleted.class));
    var completed = (DumpCompleted) said.getLast();
    assertThat(completed.databases().getFirst().rows()).isEqualTo(1_000);
  }

  @Test
  void theSameOrderTwiceAndAMalformedOneMakeOneCapture() throws Exception {
    makeDatabase();
    var order =
        Envelope.first("/test", Instant.EPOCH, new BackupStarted(system, run, settings(), 1, null));
    publish(order);
    producer.send(
        new ProducerRecord<>(
            Topic.SCHEDULER_EVENTS.wireName(),
            system.value(),
            "no event".getBytes(StandardCharsets.UTF_8)));
    publish(order);
    hear(DumpCompleted.class);

    publish(new RunCancelling(system, run, "to hear whatever came before"));

    assertThat(hear(DumpWorkCancelled.class)).filteredOn(DumpPinned.class::isInstance).hasSize(1);
  }

  @Test
  void aBackupThatCannotBeTakenFailsWithItsReason() throws Exception {
    makeDatabase();
    var settings = settings();
    Files.delete(directory.resolve("repository.secret"));
    publish(new BackupStarted(system, run, settings, 1, null));

    var failed = (DumpFailed) hear(DumpFailed.class).getLast();

    assertThat(failed.problem().code()).isEqualTo(ErrorCode.SECRET_MISSING);
  }

  @Test
  void aBackupInABlackoutWaitsSaysSoAndCanBeCancelled() throws Exception {
    makeDatabase();
    LocalTime now = LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES);
    var window = new BlackoutWindow(List.of(), now.minusHours(1), now.plusHours(1), "UTC");
    var limits = new WorkLimits(0, null, null, List.of(window));
    publish(new BackupStarted(system, run, settings().with(limits), 1, null));

    var waits = (DumpProgressed) hear(Topic.DUMP_PROGRESS, DumpProgressed.class).getLast();
    assertThat(waits.step()).startsWith("waiting: blackout until ");

    publish(new RunCancelling(system, run, "not today"));
    assertThat(hear(DumpWorkCancelled.class)).hasSize(1);
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

  private void publish(Event event) throws Exception {
    publish(Envelope.first("/test", Instant.EPOCH, event));
  }

  private void publish(Envelope envelope) throws Exception {
    var encoded = EventCodec.encode(envelope);
    var record =
        new ProducerRecord<>(Topic.SCHEDULER_EVENTS.wireName(), system.value(), encoded.body());
    encoded.headers().forEach((name, value) -> record.headers().add(name, value));
    producer.send(record).get();
  }

  /** All facts of the system until one of that type, in their order. */
  private List<Event> hear(Class<? extends Event> last) {
    return hear(Topic.DUMP_EVENTS, last);
  }

  private List<Event> hear(Topic topic, Class<? extends Event> last) {
    var settings = new Properties();
    settings.putAll(
        Map.of(
            "bootstrap.servers",
            brokers,
            "group.id",
            UUID.randomUUID().toString(),
            "auto.offset.reset",
            "earliest"));
    List<Event> said = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(topic.wireName()));
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

  private static Map<String, byte[]> headers(
      org.apache.kafka.clients.consumer.ConsumerRecord<String, byte[]> record) {
    Map<String, byte[]> all = new java.util.HashMap<>();
    record.headers().forEach(header -> all.put(header.key(), header.value()));
    return all;
  }

  private void makeDatabase() throws Exception {
    try (var connection = url("postgres").connect(password.toCharArray());
        var statement = connection.createStatement()) {
      statement.execute("create database \"" + system + "\"");
    }
    try (var connection = url(system.value()).connect(password.toCharArray());
        var statement = connection.createStatement()) {
      statement.execute("create table rows as select i from generate_series(1, 1000) i");
    }
  }

  private DatabaseUrl url(String database) {
    int start = jdbcUrl.indexOf("127.0.0.1:") + "127.0.0.1:".length();
    int serverPort = Integer.parseInt(jdbcUrl.substring(start, jdbcUrl.indexOf('/', start)));
    return DatabaseUrl.tcp("127.0.0.1", serverPort, user, database);
  }

  private SystemSettings settings() throws Exception {
    Path repository = directory.resolve("repository");
    try (var generated = Password.generated()) {
      Files.writeString(directory.resolve("repository.secret"), new String(generated.chars()));
      Repository.init(Backends.open(repository.toString(), StoreOptions.none()), generated).close();
    }
    Files.writeString(directory.resolve("database.secret"), password);
    return new SystemSettings(
        DeploymentKind.FULL_BACKEND,
        "generic",
        new DatabaseSettings(
            null, url(system.value()).toString(), secret("database"), List.of(), null),
        List.of(),
        List.of(),
        List.of(),
        new RepositorySettings(repository.toString(), secret("repository"), Map.of(), null, null));
  }

  private SecretRef secret(String name) {
    return new SecretRef("file:" + directory.resolve(name + ".secret"));
  }
}
