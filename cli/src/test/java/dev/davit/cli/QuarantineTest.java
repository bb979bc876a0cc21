package dev.davit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.error.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantineTest {
  private static final String ID = "davit.scheduler.events.v1:2:17";
  private static final String OF_SCHEDULER = "/v1/quarantine";
  private static final String OF_DUMP = "/v1/services/dump/quarantine";

  @TempDir private Path directory;
  private FakeServer server;

  @BeforeEach
  void start() throws Exception {
    server = new FakeServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Davit quarantine(String... arguments) {
    var all = new String[arguments.length + 3];
    all[0] = "quarantine";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[arguments.length + 1] = "--server";
    all[arguments.length + 2] = server.address();
    return Davit.run(all);
  }

  private static String row(String service) {
    return """
    {"id":"%s","service":"%s-service","state":"waiting","code":"DAVIT-5101",
     "reason":"DAVIT-5101 the event is malformed","at":"2026-01-02T03:04:05Z","text":"no \\u001b[2Jevent"}
    """
        .formatted(ID, service);
  }

  private void has(String path, String service) {
    server.answer("GET " + path + "/" + ID, 200, row(service));
  }

  private void hasNot(String path) {
    server.refuse("GET " + path + "/" + ID, ErrorCode.UNKNOWN_QUARANTINED, "record", null);
  }

  private void onlyDumpHasIt() {
    has(OF_DUMP, "dump");
    hasNot(OF_SCHEDULER);
    hasNot("/v1/services/media/quarantine");
    hasNot("/v1/services/audit/quarantine");
  }

  @Test
  void theListIsOfAllServices() {
    server.answer("GET " + OF_SCHEDULER, 200, "[" + row("scheduler") + "]");
    server.answer("GET " + OF_DUMP, 200, "[" + row("dump") + "]");
    server.answer("GET /v1/services/media/quarantine", 200, "[]");
    server.answer("GET /v1/services/audit/quarantine", 200, "[]");

    var run = quarantine("list", "--all");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("scheduler/" + ID, "dump/" + ID, "waiting");
    assertThat(server.asked("GET", OF_DUMP).target()).contains("all=true", "limit=100");
  }

  @Test
  void aServiceThatDoesNotAnswerHidesNothingOfTheOthers() {
    server.answer("GET " + OF_SCHEDULER, 200, "[" + row("scheduler") + "]");
    server.answer("GET " + OF_DUMP, 200, "[]");
    server.answer("GET /v1/services/media/quarantine", 200, "[]");
    server.refuse(
        "GET /v1/services/audit/quarantine",
        ErrorCode.SERVICE_UNREACHABLE,
        "service \"audit\"",
        null);

    var run = quarantine("list");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("scheduler/" + ID);
    assertThat(run.err()).contains("DAVIT-1021", "\"audit\"");
    assertThat(quarantine("list", "--service", "audit-service").exitCode()).isEqualTo(1);
    assertThat(quarantine("list", "--service", "dump").exitCode()).isZero();
    assertThat(quarantine("list", "--service", "dumb").exitCode()).isEqualTo(2);
  }

  @Test
  void aRecordIsFoundWithWhicheverServiceHasIt() {
    onlyDumpHasIt();

    for (String record : new String[] {ID, "dump/" + ID, "dump-service/" + ID}) {
      var run = quarantine("show", record);

      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out()).contains("Service: dump-service");
    }
    assertThat(quarantine("show", "media/" + ID).exitCode()).isEqualTo(1);
    assertThat(quarantine("show", "dumb/" + ID).exitCode()).isEqualTo(2);
    assertThat(quarantine("show", "dump/" + ID, "--service", "media").exitCode()).isEqualTo(2);
  }

  @Test
  void bytesOfOthersDoNotMoveTheCursor() {
    onlyDumpHasIt();
    assertThat(quarantine("show", ID).out())
        .contains("no \\u001b[2Jevent")
        .doesNotContain("\u001b");
  }

  @Test
  void aRecordThatSeveralSetAsideIsSettledOnlyByName() {
    has(OF_SCHEDULER, "scheduler");
    has(OF_DUMP, "dump");
    has("/v1/services/media/quarantine", "media");
    hasNot("/v1/services/audit/quarantine");

    var run = quarantine("discard", ID);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("scheduler/" + ID, "dump/" + ID, "media/" + ID);
    assertThat(server.asked()).noneMatch(asked -> asked.method().equals("DELETE"));
  }

  @Test
  void aCorrectionIsSentByteForByteWithWhoAndWhy() throws Exception {
    onlyDumpHasIt();
    server.answer(
        "POST " + OF_DUMP + "/" + ID + "/replay", 200, "{\"event\":\"e1\",\"duplicate\":false}");
    Path file = Files.writeString(directory.resolve("event.json"), "{ \"id\" : \"e1\" }");

    var run =
        quarantine("replay", ID, "-f", file.toString(), "--by", "anna", "--reason", "mis spelt");

    assertThat(run.out()).contains("event e1 was handled");
    var asked = server.asked("POST", OF_DUMP);
    assertThat(asked.target()).contains("by=anna", "reason=mis%20spelt");
    assertThat(asked.body().path("id").asText()).isEqualTo("e1");
  }

  @Test
  void itsValueIsWrittenToAFileAsItCame() throws Exception {
    hasNot(OF_SCHEDULER);
    server.answer(
        "GET " + OF_DUMP + "/" + ID,
        200,
        "{\"id\":\"" + ID + "\",\"service\":\"dump-service\",\"base64\":\"/wA=\"}");
    Path file = directory.resolve("value");

    assertThat(quarantine("show", "dump/" + ID, "-f", file.toString()).exitCode()).isZero();

    assertThat(Files.readAllBytes(file)).isEqualTo(new byte[] {(byte) 0xff, 0});
  }

  @Test
  void whoDiscardsIsTheUserUnlessSomebodyIsNamed() {
    onlyDumpHasIt();
    server.answer("DELETE " + OF_DUMP + "/" + ID, 204, "");

    assertThat(quarantine("discard", ID).out()).contains("dump/" + ID + " is discarded");

    assertThat(server.asked("DELETE", OF_DUMP).target())
        .contains("by=" + System.getProperty("user.name"));
  }
}
