package dev.davit.scheduler.boot;

import static dev.davit.scheduler.boot.Service.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.event.BackupRequested;
import dev.davit.contracts.event.RequestDuplicate;
import dev.davit.contracts.event.RequestRejected;
import dev.davit.contracts.topic.Topic;
import dev.davit.kit.testing.Await;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests as others publish them, over HTTP and on the broker, in every mode of CloudEvents. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class PublishingTest {
  @ConfigProperty(name = "kafka.bootstrap.servers")
  String brokers;

  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  private final SystemId system = new SystemId("p-" + UUID.randomUUID().toString().substring(0, 8));
  private Service service;

  @BeforeEach
  void open() throws Exception {
    service = new Service(brokers, port);
    service.protect(system);
  }

  @AfterEach
  void close() {
    service.close();
  }

  private HttpRequest.Builder binary(String id, String... more) {
    var request =
        service
            .request("/v1/events")
            .header("Content-Type", "application/json")
            .header("ce-specversion", "1.0")
            .header("ce-id", id)
            .header("ce-source", "/ci")
            .header("ce-type", "dev.davit.backup.requested.v1")
            .POST(BodyPublishers.ofString("{\"system\":\"" + system + "\"}"));
    for (int i = 0; i < more.length; i += 2) {
      request.header(more[i], more[i + 1]);
    }
    return request;
  }

  @Test
  void extensionsOfAnAcceptedRequestAreReadInTheLogWhicheverWayTheyCame() throws Exception {
    String id = "a b/\u00e4-" + UUID.randomUUID();
    String encoded = id.replace(" ", "%20").replace("\u00e4", "%C3%A4");
    var taken =
        service.send(binary(encoded, "CE-Theirs", "Euro%20%E2%82%AC", "Ce-Quoted", "\"a \\\" b\""));
    assertThat(taken.status()).isEqualTo(202);
    assertThat(taken.body().path("request").asText()).isEqualTo(id);
    var structured =
        "{\"specversion\":\"1.0\",\"id\":\"2-"
            + id
            + "\",\"source\":\"/ci\",\"sampled\":true,"
            + "\"weight\":7,\"type\":\"dev.davit.backup.requested.v1\","
            + "\"data\":{\"system\":\""
            + system
            + "\"}}";
    service.publish(
        Topic.REQUESTS,
        system,
        Map.of("content-type", "Application/CloudEvents+JSON;charset=\"utf-8\""),
        structured);
    service.hear(system, RequestRejected.class); // the first run is under way

    Map<String, JsonNode> seen = new HashMap<>();
    for (var event : service.get("/v1/events?limit=500&system=" + system).body().path("events")) {
      seen.put(event.at("/event/id").asText(), event.path("event"));
    }
    assertThat(seen.get(id).path("theirs").asText()).isEqualTo("Euro \u20ac");
    assertThat(seen.get(id).path("quoted").asText()).isEqualTo("a \" b");
    assertThat(seen.get("2-" + id).path("sampled").isBoolean()).isTrue();
    assertThat(seen.get("2-" + id).path("weight").asInt()).isEqualTo(7);
  }

  @Test
  void headersThatAreNotAsTheBindingHasThemAreRefused() throws Exception {
    assertRefused(service.send(binary("50%")), 400, "DAVIT-5101");
    assertRefused(service.send(binary("%C0%A0")), 400, "DAVIT-5101");
    assertRefused(service.send(binary("1", "ce-id", "2")), 400, "DAVIT-5101");
    assertRefused(service.send(binary("1", "ce-data", "2")), 400, "DAVIT-5101");
    assertRefused(
        service.send(
            service.request("/v1/events").POST(BodyPublishers.ofString("no type, no headers"))),
        400,
        "DAVIT-5101");
    assertRefused(
        service.send(service.request("/v1/events").POST(BodyPublishers.noBody())),
        400,
        "DAVIT-5101");
    assertRefused(
        service.send(
            service
                .request("/v1/events")
                .header("Content-Type", "application/cloudevents+json")
                .POST(
                    BodyPublishers.ofString(
                        EventCodec.text(
                                Envelope.first(
                                    "/ci", Instant.EPOCH, new BackupRequested(system, null)))
                            .replace("requested.v1", "requested.v2")))),
        400,
        "DAVIT-5122");
  }

  @Test
  void aBatchOverHttpIsAnsweredEventByEvent() throws Exception {
    String good =
        EventCodec.text(Envelope.first("/ci", Instant.EPOCH, new BackupRequested(system, null)));
    var answer = batch("[" + good + "," + good + ",{\"no\":\"event\"}]");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).hasSize(3);
    assertThat(answer.body().at("/0/status").asInt()).isEqualTo(202);
    assertThat(answer.body().at("/0/started/duplicate").asBoolean(true)).isFalse();
    assertThat(answer.body().at("/1/started/duplicate").asBoolean()).isTrue();
    assertThat(answer.body().at("/1/started/run")).isEqualTo(answer.body().at("/0/started/run"));
    assertThat(answer.body().at("/2/status").asInt()).isEqualTo(400);
    assertThat(answer.body().at("/2/problem/code").asText()).isEqualTo("DAVIT-5101");
    assertThat(batch("[]").body()).isEmpty();
    assertRefused(batch("{}"), 400, "DAVIT-5101");
    assertRefused(batch("[" + "1,".repeat(100) + "1]"), 400, "DAVIT-1002");
  }

  private Service.Answered batch(String events) throws Exception {
    return service.send(
        service
            .request("/v1/events")
            .header("Content-Type", "application/cloudevents-batch+json; charset=utf-8")
            .POST(BodyPublishers.ofString(events)));
  }

  @Test
  void aBodyThatIsTooLongIsRefusedWithItsReason() throws Exception {
    byte[] body = new byte[EventCodec.MAX_BYTES + 1];
    var announced =
        service.request("/v1/events").header("Content-Type", "application/cloudevents+json");
    assertRefused(
        service.send(announced.POST(BodyPublishers.ofByteArray(body))), 413, "DAVIT-5121");
    var put = service.request("/v1/systems/" + system).header("Content-Type", "application/json");
    assertRefused(service.send(put.PUT(BodyPublishers.ofByteArray(body))), 413, "DAVIT-5121");
    var chunked =
        service.request("/v1/events").header("Content-Type", "application/cloudevents+json");
    assertRefused(
        service.send(
            chunked.POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))),
        413,
        "DAVIT-5121");
    assertThat(service.get("/v1/systems/" + system).status()).isEqualTo(200);
  }

  @Test
  void aRequestThatIsSentAgainOnTheBrokerIsAnsweredAgain() throws Exception {
    var request = Envelope.first("/ci", Instant.EPOCH, new BackupRequested(system, null));
    service.publish(Topic.REQUESTS, request);
    RunId run = service.accepted(system);
    service.publish(Topic.REQUESTS, request);

    var duplicate =
        (RequestDuplicate) service.hear(system, RequestDuplicate.class).getLast().event();

    assertThat(duplicate.run()).isEqualTo(run);
    assertThat(duplicate.request()).isEqualTo(request.id());
  }

  @Test
  void aSourceThatIsNotAllowedIsRefusedAndRecorded() throws Exception {
    service.send("PUT", "/v1/systems/" + system, Service.definition(system, List.of("/ci")));
    var request = Envelope.first("/elsewhere", Instant.EPOCH, new BackupRequested(system, null));
    service.publish(Topic.REQUESTS, request);

    var rejected = (RequestRejected) service.hear(system, RequestRejected.class).getLast().event();

    assertThat(rejected.problem().code().number()).isEqualTo("DAVIT-1011");
    assertThat(rejected.requestSource()).isEqualTo("/elsewhere");
    assertThat(service.get("/v1/runs?system=" + system).body()).isEmpty();
    Await.until(
        "request and answer are recorded",
        () -> {
          String seen = service.get("/v1/events?system=" + system).body().toString();
          return seen.contains(request.id()) && seen.contains("dev.davit.request.rejected.v1");
        });
  }

  @Test
  void theQuarantineOfAnotherServiceThatDoesNotAnswerIsToldSo() throws Exception {
    assertRefused(service.get("/v1/services/audit/quarantine"), 503, "DAVIT-1021");
    assertRefused(service.get("/v1/services/dump/quarantine"), 503, "DAVIT-1021");
    assertRefused(service.get("/v1/services/dumb/quarantine/a:0:1"), 400, "DAVIT-1001");
    assertRefused(
        service.send("POST", "/v1/services/audit/quarantine/a:0:1/replay", null),
        503,
        "DAVIT-1021");
    assertRefused(
        service.send("DELETE", "/v1/services/audit/quarantine/a:0:1", null), 503, "DAVIT-1021");
  }
}
