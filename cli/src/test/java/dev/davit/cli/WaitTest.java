package dev.davit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.error.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WaitTest {
  private static final String RUN = "6b1f0f6e-5a43-4d56-9e04-8f3c0cb0b7a1";
  private static final String ACCEPTED = "{\"run\":\"" + RUN + "\",\"request\":\"r1\"}";
  private static final String NO_EVENTS = "{\"events\":[]}";

  private FakeServer server;

  @BeforeEach
  void start() throws Exception {
    server =
        new FakeServer()
            .answer("POST /v1/systems/shop/backups", 202, ACCEPTED)
            .answer("GET /v1/events", 200, NO_EVENTS);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void runEnds(String fields) {
    String common = "\"id\":\"" + RUN + "\",\"system\":\"shop\",\"kind\":\"BACKUP\"";
    server.answer("GET /v1/runs/" + RUN, 200, "{" + common + ",\"state\":\"CAPTURING\"}");
    server.answer("GET /v1/runs/" + RUN, 200, "{" + common + "," + fields + "}");
  }

  private Davit backup(String... more) {
    var arguments = new java.util.ArrayList<>(java.util.List.of("backup", "shop"));
    arguments.addAll(java.util.List.of(more));
    arguments.addAll(java.util.List.of("--server", server.address()));
    return Davit.run(arguments.toArray(String[]::new));
  }

  @Test
  void withoutWaitingTheRunIsNamedAndLeftToItself() {
    var run = backup("--reason", "before the upgrade");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains(RUN);
    assertThat(server.asked("POST", "/v1/systems/shop/backups").body().path("reason").asText())
        .isEqualTo("before the upgrade");
  }

  @Test
  void aRunThatCompletesIsASuccess() {
    runEnds("\"state\":\"COMPLETED\",\"point\":\"p1\"");
    server.answer("GET /v1/points/p1", 200, "{\"id\":\"p1\",\"state\":\"SEALED\"}");

    var run = backup("--wait");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("completed", "p1");
  }

  @Test
  void anOpenPointIsAPartialSuccessThatNamesWhatIsMissing() {
    runEnds("\"state\":\"COMPLETED\",\"point\":\"p1\"");
    server.answer(
        "GET /v1/points/p1",
        200,
        "{\"id\":\"p1\",\"state\":\"OPEN\",\"closure\":{\"missingCount\":2,"
            + "\"missing\":[{\"path\":\"/media/a.jpg\"}]}}");

    var run = backup("--wait");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("DAVIT-3107", "2 missing", "/media/a.jpg");
  }

  @Test
  void aFailedRunTellsWhyAndReturnsTheCodesExitCode() {
    runEnds(
        "\"state\":\"FAILED\",\"problem\":{\"code\":\"DAVIT-4103\",\"object\":\"repository \\\"/r\\\"\"}");

    var run = backup("--wait");

    assertThat(run.exitCode()).isEqualTo(12);
    assertThat(run.err()).contains("DAVIT-4103").contains("repository \"/r\"");
  }

  @Test
  void aCancelledRunReturns130() {
    runEnds("\"state\":\"CANCELLED\"");

    assertThat(backup("--wait").exitCode()).isEqualTo(130);
  }

  @Test
  void aRefusedRequestReturnsTheServersReason() throws Exception {
    server.close();
    server = new FakeServer();
    server.refuse(
        "POST /v1/systems/shop/backups",
        ErrorCode.RUN_OVERLAPS,
        "system \"shop\"",
        "run 1 is capturing");

    var run = backup("--wait");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("DAVIT-1009").contains("run 1 is capturing");
  }

  @Test
  void whatHappensMeanwhileIsShownAsLines() {
    server
        .answer(
            "GET /v1/events",
            200,
            "{\"next\":1,\"events\":[{\"sequence\":1,\"type\":\"dev.davit.media.progressed.v1\","
                + "\"subject\":\"shop\",\"data\":{\"step\":\"storing files\",\"amount\":"
                + "{\"bytes\":2048,\"items\":3,\"totalItems\":9}}}]}")
        .answer("GET /v1/events", 200, NO_EVENTS);
    runEnds("\"state\":\"COMPLETED\"");

    assertThat(backup("--wait").err()).contains("storing files: 3 of 9, 2.0 KiB");
  }
}
