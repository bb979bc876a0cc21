package dev.davit.e2e.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.e2e.Davit;
import dev.davit.kit.testing.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The trace of a run as a collector receives it: whoever starts a backup sees all of it, across all
 * services, in a trace of their own.
 */
public final class RunTrace implements AutoCloseable {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String REQUEST =
      """
      {"specversion": "1.0", "type": "dev.davit.backup.requested.v1", "source": "/my/app",
       "id": "1", "traceparent": "00-%s-00f067aa0ba902b7-01", "data": {"system": "%s"}}
      """;
  private static final List<String> EXPECTED =
      List.of(
          "scheduler-service backup pinning",
          "dump-service database-capture begun",
          "media-service media-capture begun",
          "dump-service database-capture ended",
          "media-service media-capture ended",
          "audit-service point-seal begun",
          "audit-service point-seal ended",
          "scheduler-service backup completed");

  private final TraceReceiver receiver;

  public RunTrace() throws IOException {
    receiver = new TraceReceiver();
  }

  /** What makes the services of a stack send their spans here. */
  public Map<String, String> environment() {
    return receiver.environment();
  }

  /** Asks for a backup of a system, as part of a trace that begins outside of Davit. */
  public void backUp(URI server, String system) throws Exception {
    var answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(server.resolve("/v1/events"))
                    .header("content-type", "application/cloudevents+json")
                    .POST(HttpRequest.BodyPublishers.ofString(REQUEST.formatted(TRACE, system)))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }

  /** Waits until the point is sealed; every span and every event is of the one trace. */
  public void assertLeadsToTheSealedPoint(Davit davit) throws Exception {
    try {
      Await.until(
          "point and trace are whole",
          () -> names(receiver).containsAll(EXPECTED),
          Duration.ofMinutes(1));
    } finally {
      assertThat(names(receiver)).containsAll(EXPECTED); // names those that are missing
    }
    var spans = receiver.of(TRACE);
    assertThat(spans)
        .filteredOn(span -> span.name().equals("point-seal begun"))
        .allSatisfy(seal -> assertThat(seal.links()).isPositive());
    assertConnected(spans);
    assertEveryEventIsOfTheTrace(davit);
  }

  private static Set<String> names(TraceReceiver receiver) {
    return receiver.of(TRACE).stream()
        .map(span -> span.service() + " " + span.name())
        .collect(Collectors.toSet());
  }

  /** Every span hangs on another of the trace, or on the publisher's own. */
  private static void assertConnected(List<TraceReceiver.Seen> spans) {
    Set<String> known = spans.stream().map(TraceReceiver.Seen::span).collect(Collectors.toSet());
    known.add("00f067aa0ba902b7");
    assertThat(spans).allSatisfy(span -> assertThat(known).contains(span.parent()));
  }

  private static void assertEveryEventIsOfTheTrace(Davit davit) throws Exception {
    JsonNode run = davit.succeed("get", "runs").path(0);
    var events = davit.run("events", "--run", run.path("id").asText(), "-o", "json").out().lines();
    assertThat(events)
        .isNotEmpty()
        .allSatisfy(event -> assertThat(event).contains("\"traceparent\":\"00-" + TRACE + "-"));
  }

  @Override
  public void close() {
    receiver.close();
  }
}
