package dev.davit.e2e.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.e2e.Davit;
import dev.davit.e2e.Shop;
import dev.davit.e2e.UpProcess;
import dev.davit.kit.testing.Await;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever starts a backup sees all of it, across all services, in a trace of their own. */
class TraceTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String REQUEST =
      """
      {"specversion": "1.0", "type": "dev.davit.backup.requested.v1", "source": "/my/app",
       "id": "1", "traceparent": "00-%s-00f067aa0ba902b7-01", "data": {"system": "shop"}}
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

  @TempDir private Path directory;

  @Test
  void oneTraceLeadsFromTheRequestToTheSealedPoint() throws Exception {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    var davit = new Davit(directory.resolve("commands"));
    try (var receiver = new TraceReceiver();
        var shop = new Shop(Files.createDirectory(directory.resolve("shop")));
        var up = UpProcess.start(davit, directory.resolve("data"), receiver.environment())) {
      davit.succeed("protect", shop.url("app"), "--name", "shop");

      publish(up.server());

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
  }

  private static void publish(URI server) throws Exception {
    var answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(server.resolve("/v1/events"))
                    .header("content-type", "application/cloudevents+json")
                    .POST(HttpRequest.BodyPublishers.ofString(REQUEST.formatted(TRACE)))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
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
}
