package dev.davit.kit.testing.malformed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.EncodedEvent;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.codec.EventTypes;
import dev.davit.contracts.codec.Header;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.event.Event;
import dev.davit.contracts.event.RunCancelling;
import dev.davit.contracts.topic.Topic;
import dev.davit.kit.jdbc.JdbcRunner;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.kit.testing.Await;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What each worker service must stand, tried on the running service. */
public final class WorkerTrial {
  private final String brokers;
  private final String address;
  private final DataSource dataSource;
  private final Map<Topic, String> groups;
  private final Topic own;
  private final Class<? extends Event> cancelled;

  /**
   * @param groups as which consumers the service reads each topic
   * @param own the topic on which it states facts
   * @param cancelled what it says when a run that it never heard of is cancelled
   */
  public WorkerTrial(
      String brokers,
      int port,
      DataSource dataSource,
      Map<Topic, String> groups,
      Topic own,
      Class<? extends Event> cancelled) {
    this.brokers = brokers;
    this.address = "http://127.0.0.1:" + port;
    this.dataSource = dataSource;
    this.groups = groups;
    this.own = own;
    this.cancelled = cancelled;
  }

  private static SystemId system() {
    return new SystemId("s-" + UUID.randomUUID().toString().substring(0, 8));
  }

  /** Malformed records by the thousand; then a good order is obeyed, and the service is healthy. */
  public void standsMalformedRecords(int count) throws Exception {
    long seed = BoundaryTrial.seed();
    var topics = List.copyOf(groups.keySet());
    var records = new MalformedRecords(topics, seed);
    var trial = new BoundaryTrial(brokers, dataSource, groups);
    System.out.printf("malformed records: seed %d, topics %s%n", seed, topics);
    trial.publish(records.make(BoundaryTrial.count(count)));
    trial.publish(records.spread(HandPicked.all()));
    trial.awaitRead();
    trial.assertEachCameToAnEnd(seed);
    obeysTheScheduler(system(), RunId.random());
    assertThat(get("/q/health/live").path("status").asText()).isEqualTo("UP");
    assertThat(get("/q/health/ready").path("status").asText()).isEqualTo("UP");
  }

  private void obeysTheScheduler(SystemId system, RunId run) throws Exception {
    var trial = new BoundaryTrial(brokers, dataSource, groups);
    trial.publish(List.of(order(system, run)));
    Await.until("the order is obeyed", () -> said(system).size() == 1);
    assertThat(said(system).getFirst()).isInstanceOf(cancelled);
  }

  private static MalformedRecord order(SystemId system, RunId run) {
    EncodedEvent encoded = EventCodec.encode(cancelling(system, run));
    return new MalformedRecord(
        "a good order",
        Topic.SCHEDULER_EVENTS,
        system.value().getBytes(UTF_8),
        List.of(new Header("content-type", encoded.headers().get("content-type"))),
        encoded.body(),
        null);
  }

  private static Envelope cancelling(SystemId system, RunId run) {
    return Envelope.first(
        "/davit/scheduler-service", Instant.EPOCH, new RunCancelling(system, run, null));
  }

  /** Requests, and orders by any other topic than the scheduler's, make no work and no word. */
  public void obeysTheSchedulerAlone() throws Exception {
    SystemId system = system();
    RunId run = RunId.random();
    var trial = new BoundaryTrial(brokers, dataSource, groups);
    trial.publish(Temptations.of(system, run, List.copyOf(groups.keySet())));
    trial.awaitRead();
    assertThat(trial.assertEachCameToAnEnd(0)).isEmpty();
    for (String table : List.of("work", "work_fact", "work_generation")) {
      assertThat(rows(table, run)).as(table).isZero();
    }
    assertThat(said(system)).isEmpty();

    obeysTheScheduler(system, run);
  }

  private long rows(String table, RunId run) {
    return new Transactions(dataSource)
        .get(tx ->
            JdbcRunner.on(tx)
                .first(
                    "select count(*) from " + table + " where run = ?",
                    row -> row.getLong(1),
                    run.value()))
        .orElse(0L);
  }

  /** What it has set aside can be seen, corrected, replayed and discarded over HTTP. */
  public void settlesWhatItSetAside() throws Exception {
    SystemId system = system();
    String mark = "no event " + UUID.randomUUID();
    var trial = new BoundaryTrial(brokers, dataSource, groups);
    var record =
        new MalformedRecord(
            "a text", Topic.SCHEDULER_EVENTS, null, List.of(), mark.getBytes(UTF_8), null);
    trial.publish(List.of(record, record));
    trial.awaitRead();
    List<String> ids = new ArrayList<>();
    for (JsonNode listed : get("/v1/quarantine?limit=10")) {
      String path = "/v1/quarantine/" + URLEncoder.encode(listed.path("id").asText(), UTF_8);
      if (get(path).path("text").asText().equals(mark)) {
        ids.add(path);
      }
    }
    assertThat(ids).hasSize(2);
    assertThat(text("/q/metrics"))
        .containsPattern("davit_quarantine_records\\{service=\"\\w+-service\"\\} [1-9]");

    assertThat(
            send("POST", ids.getFirst() + "/replay?by=bob", BodyPublishers.noBody())
                .path("code")
                .asText())
        .isEqualTo("DAVIT-5101");
    var corrected = BodyPublishers.ofString(EventCodec.text(cancelling(system, RunId.random())));
    assertThat(
            send("POST", ids.getFirst() + "/replay?by=anna&reason=misspelt", corrected)
                .path("duplicate")
                .asBoolean(true))
        .isFalse();
    Await.until("the corrected order is obeyed", () -> said(system).size() == 1);
    JsonNode replayed = get(ids.getFirst());
    assertThat(replayed.path("state").asText()).isEqualTo("replayed");
    assertThat(replayed.at("/history/0/what").asText()).isEqualTo("refused");
    assertThat(replayed.at("/history/0/by").asText()).isEqualTo("bob");
    assertThat(replayed.at("/history/1/by").asText()).isEqualTo("anna");
    assertThat(replayed.at("/history/1/why").asText()).isEqualTo("misspelt");
    assertThat(replayed.at("/history/1/corrected/text").asText()).contains(system.value());

    send("DELETE", ids.getLast() + "?by=anna", BodyPublishers.noBody());
    assertThat(get(ids.getLast()).path("state").asText()).isEqualTo("discarded");
    assertThat(send("DELETE", ids.getLast(), BodyPublishers.noBody()).path("code").asText())
        .isEqualTo("DAVIT-1014");
    assertThat(get("/v1/quarantine/no:0:1").path("code").asText()).isEqualTo("DAVIT-1013");
  }

  private JsonNode get(String path) throws Exception {
    return send("GET", path, BodyPublishers.noBody());
  }

  private JsonNode send(String method, String path, BodyPublisher body) throws Exception {
    String text = answer(method, path, body);
    return text.isEmpty() ? Json.mapper().missingNode() : Json.read(text, JsonNode.class);
  }

  private String text(String path) throws Exception {
    return answer("GET", path, BodyPublishers.noBody());
  }

  private String answer(String method, String path, BodyPublisher body) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(address + path)).method(method, body);
      return client.send(request.build(), BodyHandlers.ofString()).body();
    }
  }

  /** All that the service has said of the system. */
  private List<Event> said(SystemId system) {
    List<Event> said = new ArrayList<>();
    Map<String, Object> settings = Map.of("bootstrap.servers", brokers);
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(own.wireName()).stream()
              .map(p -> new org.apache.kafka.common.TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (var read : consumer.poll(Duration.ofMillis(200))) {
          if (system.value().equals(read.key())) {
            List<Header> headers = new ArrayList<>();
            read.headers().forEach(h -> headers.add(new Header(h.key(), h.value())));
            Event event = EventCodec.decode(headers, read.value()).event();
            if (EventTypes.topic(event.getClass()) == own) { // else the trial put it there
              said.add(event);
            }
          }
        }
      }
    }
    return said;
  }
}
