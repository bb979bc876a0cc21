package dev.davit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListingTest {
  private static final String RUN = "6b1f0f6e-5a43-4d56-9e04-8f3c0cb0b7a1";
  private static final String RUNS =
      """
      [{"id":"%s","system":"shop","kind":"BACKUP","state":"COMPLETED","point":"p1",
        "requestedAt":"2026-01-02T03:04:05Z","endedAt":"2026-01-02T03:04:09.200Z"}]
      """
          .formatted(RUN);

  private FakeServer server;

  @BeforeEach
  void start() throws Exception {
    server = new FakeServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aListIsATableForPeople() {
    server.answer("GET /v1/runs", 200, RUNS);

    var run = Davit.run("get", "runs", "--server", server.address());

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines().toList().getFirst()).startsWith("RUN").contains("STATE", "TOOK");
    assertThat(run.out()).contains(RUN, "shop", "backup", "completed", "4.2 s", "p1");
  }

  @Test
  void aListIsWhatTheServerSaidForScripts() {
    server.answer("GET /v1/runs", 200, RUNS);

    var run = Davit.run("get", "runs", "-o", "json", "--server", server.address());

    assertThat(Json.read(run.out(), JsonNode.class)).isEqualTo(Json.read(RUNS, JsonNode.class));
  }

  @Test
  void aListCanBeOfOneSystem() {
    server.answer("GET /v1/points", 200, "[]");

    var run = Davit.run("get", "points", "shop", "--server", server.address());

    assertThat(run.exitCode()).isZero();
    assertThat(server.asked("GET", "/v1/points").target()).contains("system=shop");
  }

  @Test
  void oneSystemIsPrintedInTheFormThatApplyTakes() {
    server.answer("GET /v1/systems/shop", 200, "{\"name\":\"shop\",\"retention\":{\"daily\":7}}");

    var run = Davit.run("get", "system", "shop", "--server", server.address());

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo("name: shop\nretention:\n  daily: 7\n");
  }

  @Test
  void whatIsUnknownIsToldWithCodeObjectAndRemedy() {
    server.refuse("GET /v1/systems/shopp", ErrorCode.UNKNOWN_SYSTEM, "system \"shopp\"", null);

    var run = Davit.run("describe", "system", "shopp", "--server", server.address());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualToIgnoringNewLines(
            "DAVIT-1003 no such protected system: system \"shopp\"; see `davit get systems`");
  }

  @Test
  void aDescriptionShowsSizesAndTimesAsPeopleReadThem() {
    server.answer(
        "GET /v1/points/p1",
        200,
        "{\"id\":\"p1\",\"bytes\":1572864,\"closure\":{\"missingCount\":0}}");

    var run = Davit.run("describe", "point", "p1", "--server", server.address());

    assertThat(run.out()).isEqualTo("Id: p1\nBytes: 1.5 MiB\nClosure:\n  Missing count: 0\n");
  }

  @Test
  void eventsComeAsOneObjectALine() {
    server
        .answer(
            "GET /v1/events",
            200,
            "{\"next\":2,\"events\":[{\"sequence\":1,\"type\":\"dev.davit.dump.pinned.v1\","
                + "\"time\":\"2026-01-02T03:04:05Z\",\"subject\":\"shop\",\"data\":{\"wal\":\"0/1\"}},"
                + "{\"sequence\":2,\"type\":\"dev.davit.dump.completed.v1\"}]}")
        .answer("GET /v1/events", 200, "{\"next\":2,\"events\":[]}");

    var run = Davit.run("events", "-o", "json", "--server", server.address());

    assertThat(run.out().lines()).hasSize(2).allMatch(line -> line.startsWith("{"));
    assertThat(server.asked().getLast().target()).contains("after=2");
  }

  @Test
  void eventsForPeopleNameTimeSystemAndEvent() {
    server
        .answer(
            "GET /v1/events",
            200,
            "{\"next\":1,\"events\":[{\"sequence\":1,\"type\":\"dev.davit.dump.pinned.v1\","
                + "\"time\":\"2026-01-02T03:04:05Z\",\"subject\":\"shop\",\"data\":{\"wal\":\"0/1\"}}]}")
        .answer("GET /v1/events", 200, "{\"next\":1,\"events\":[]}");

    var run = Davit.run("events", "--server", server.address());

    assertThat(run.out()).contains("shop  dump.pinned  wal 0/1");
  }

  @Test
  void whatAPublisherWroteDoesNotMoveTheCursor() {
    server
        .answer(
            "GET /v1/events",
            200,
            "{\"next\":1,\"events\":[{\"sequence\":1,\"type\":\"dev.davit.backup.requested.v1\","
                + "\"subject\":\"shop\",\"data\":{\"reason\":\"\\u001b[2Jno\\nline\"}}]}")
        .answer("GET /v1/events", 200, "{\"next\":1,\"events\":[]}");

    var run = Davit.run("events", "--server", server.address());

    assertThat(run.out().lines()).singleElement().asString().contains("\\u001b[2Jno\\u000aline");
  }
}
