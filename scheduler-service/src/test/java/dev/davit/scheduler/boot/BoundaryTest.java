package dev.davit.scheduler.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.event.Answer;
import dev.davit.contracts.event.BackupRequested;
import dev.davit.contracts.event.Request;
import dev.davit.contracts.event.RequestAccepted;
import dev.davit.contracts.event.RequestRejected;
import dev.davit.contracts.topic.Topic;
import dev.davit.kit.testing.Await;
import dev.davit.kit.testing.malformed.BoundaryTrial;
import dev.davit.kit.testing.malformed.HandPicked;
import dev.davit.kit.testing.malformed.MalformedRecords;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Thousands of records that are no events, or none where they lie, on every topic that the service
 * reads; with those of the other three services' tests of this name ten thousand. {@code
 * -Dtrial.records=N} takes another number, {@code -Dtrial.seed=S} the same ones again.
 */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class BoundaryTest {
  private static final int RECORDS = 5_500;
  private static final String FACTS = "scheduler-service-facts";
  private static final Map<Topic, String> GROUPS =
      Map.of(
          Topic.REQUESTS, "scheduler-service",
          Topic.SCHEDULER_EVENTS, FACTS,
          Topic.DUMP_EVENTS, FACTS,
          Topic.MEDIA_EVENTS, FACTS,
          Topic.AUDIT_EVENTS, FACTS);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String brokers;

  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  @Inject DataSource dataSource;

  private final SystemId system = new SystemId("b-" + UUID.randomUUID().toString().substring(0, 8));
  private Service service;

  @BeforeEach
  void open() {
    service = new Service(brokers, port);
  }

  @AfterEach
  void close() {
    service.close();
  }

  @Test
  void eachMalformedRecordIsSetAsideOrAnsweredAndTheServiceGoesOn() throws Exception {
    long seed = BoundaryTrial.seed();
    System.out.printf("malformed records: seed %d%n", seed);
    var records = new MalformedRecords(List.copyOf(GROUPS.keySet()), seed);
    var trial = new BoundaryTrial(brokers, dataSource, GROUPS);

    trial.publish(records.make(BoundaryTrial.count(RECORDS)));
    trial.publish(records.spread(HandPicked.all()));
    trial.awaitRead();

    assertAnswered(trial.assertEachCameToAnEnd(seed));
    assertThat(service.get("/q/health/live").body().path("status").asText()).isEqualTo("UP");
    assertThat(service.get("/q/health/ready").body().path("status").asText()).isEqualTo("UP");
    assertThat(service.text("/q/metrics"))
        .contains("davit_quarantine_records{service=\"scheduler-service\"}");
    assertStillAnswered();
  }

  /** Also those requests that only looked spoiled. */
  private void assertAnswered(List<Envelope> handled) {
    Set<List<String>> requests = new HashSet<>();
    for (Envelope event : handled) {
      if (event.event() instanceof Request) {
        requests.add(List.of(event.source(), event.id()));
      }
    }
    assertThat(requests).isNotEmpty();
    Await.until(
        "each of " + requests.size() + " requests is answered",
        () -> {
          Set<List<String>> answered = new HashSet<>();
          for (Envelope said : service.all(Topic.SCHEDULER_EVENTS)) {
            if (said.event() instanceof Answer answer) {
              answered.add(List.of(answer.requestSource(), answer.request()));
            }
          }
          return answered.containsAll(requests);
        });
  }

  private void assertStillAnswered() throws Exception {
    service.publish(
        Topic.REQUESTS, Envelope.first("/ci", Instant.EPOCH, new BackupRequested(system, null)));
    assertThat(service.hear(system, RequestRejected.class)).hasSize(1);
    service.protect(system);
    service.publish(
        Topic.REQUESTS, Envelope.first("/ci", Instant.EPOCH, new BackupRequested(system, null)));
    assertThat(service.hear(system, RequestAccepted.class)).isNotEmpty();
  }
}
