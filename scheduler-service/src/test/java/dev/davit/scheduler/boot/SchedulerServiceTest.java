package dev.davit.scheduler.boot;

import static dev.davit.scheduler.boot.Service.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.Pin;
import dev.davit.contracts.PointId;
import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.codec.EventTypes;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.event.Amount;
import dev.davit.contracts.event.BackupCompleted;
import dev.davit.contracts.event.BackupRequested;
import dev.davit.contracts.event.BackupStarted;
import dev.davit.contracts.event.DumpCompleted;
import dev.davit.contracts.event.DumpPinned;
import dev.davit.contracts.event.DumpProgressed;
import dev.davit.contracts.event.MediaCompleted;
import dev.davit.contracts.event.RecoveryPointSealed;
import dev.davit.contracts.event.RequestAccepted;
import dev.davit.contracts.event.RequestDuplicate;
import dev.davit.contracts.event.RequestRejected;
import dev.davit.contracts.event.RunCancelling;
import dev.davit.contracts.point.ClosureSummary;
import dev.davit.contracts.point.PartManifest;
import dev.davit.contracts.point.PointState;
import dev.davit.contracts.settings.SystemDefinition;
import dev.davit.contracts.topic.Topic;
import dev.davit.kit.inbox.QuarantineStore;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.kit.testing.Await;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The service as it runs, from the broker's bytes to the broker's bytes, and by HTTP. Long, since
 * its tests share what they publish, ask and await.
 */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class SchedulerServiceTest {
  @ConfigProperty(name = "kafka.bootstrap.servers")
  String brokers;

  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  @Inject Transactions transactions;

  private final SystemId system =
      new SystemId("shop-" + UUID.randomUUID().toString().substring(0, 8));
  private Service service;

  @BeforeEach
  void open() throws Exception {
    service = new Service(brokers, port);
    assertThat(service.send("PUT", "/v1/systems/" + system, definition()).status()).isEqualTo(200);
  }

  @AfterEach
  void close() {
    service.close();
  }

  private SystemDefinition definition() {
    return Service.definition(system, List.of());
  }

  /** What the other services state of a backup that goes well; its point. */
  private PointId workersDo(RunId run, PointState state) throws Exception {
    var pin = new Pin(run, 1);
    var part = new PartManifest("database", "4".repeat(64), 1, 2, 3);
    var point = PointId.random();
    service.publish(
        Topic.DUMP_EVENTS, new DumpPinned(system, run, pin, List.of("shop"), "0/1", Instant.now()));
    service.publish(Topic.MEDIA_EVENTS, new MediaCompleted(system, run, pin, part, 0));
    service.publish(Topic.DUMP_EVENTS, new DumpCompleted(system, run, pin, part, List.of()));
    long missing = state == PointState.OPEN ? 1 : 0;
    service.publish(
        Topic.AUDIT_EVENTS,
        new RecoveryPointSealed(
            system,
            run,
            point,
            "5".repeat(64),
            state,
            Instant.now(),
            new ClosureSummary(1, 0, 0, missing, List.of()),
            List.of(),
            1,
            2,
            3));
    return point;
  }

  @Test
  void bytesOnTheRequestsTopicBecomeARunAndFactsItsEnd() throws Exception {
    var request = Envelope.first("/ci/shop", Instant.EPOCH, new BackupRequested(system, "upgrade"));
    service.publish(Topic.REQUESTS, request);
    RunId run = service.accepted(system);
    PointId point = workersDo(run, PointState.SEALED);

    var said = service.hear(system, BackupCompleted.class);

    assertThat(said)
        .extracting(each -> (Object) each.event().getClass())
        .contains(RequestAccepted.class, BackupStarted.class, BackupCompleted.class);
    assertThat(said).allSatisfy(e -> assertThat(e.correlationId()).isEqualTo(request.id()));
    var shown = service.get("/v1/runs/" + run).body();
    assertThat(shown.path("state").asText()).isEqualTo("completed");
    assertThat(shown.path("ended").asBoolean()).isTrue();
    assertThat(shown.path("kind").asText()).isEqualTo("backup");
    assertThat(shown.path("point").asText()).isEqualTo(point.toString());
    assertThat(shown.path("pointState").asText()).isEqualTo("SEALED");
    assertThat(shown.path("requestedBy").asText()).isEqualTo("/ci/shop");
    assertThat(shown.path("reason").asText()).isEqualTo("upgrade");
    assertThat(shown.path("correlation").asText()).isEqualTo(request.id());
    assertThat(Instant.parse(shown.path("endedAt").asText()))
        .isAfterOrEqualTo(Instant.parse(shown.path("requestedAt").asText()));
    assertThat(shown.path("history")).isNotEmpty();
    assertThat(shown.at("/history/0/text").asText()).contains("backup accepted", "/ci/shop");
    assertThat(shown.at("/history/0/event").asText()).isEqualTo(request.id());
    assertThat(service.get("/v1/runs?system=" + system).body().findValuesAsText("id"))
        .contains(run.toString());
  }

  @Test
  void pointsAndStandingAreShown() throws Exception {
    var none = service.get("/v1/systems/" + system).body();
    assertThat(none.path("rpo").asText()).isEqualTo("breached");
    assertThat(none.path("rto").asText()).isEqualTo("not proven");
    var started = service.send("POST", "/v1/systems/" + system + "/backups", Map.of());
    assertThat(started.status()).isEqualTo(202);
    PointId point = workersDo(RunId.parse(started.body().path("run").asText()), PointState.SEALED);
    service.hear(system, BackupCompleted.class);

    var points = service.get("/v1/points?system=" + system).body();
    assertThat(points).hasSize(1);
    var shown = service.get("/v1/points/" + point).body();
    assertThat(points.get(0)).isEqualTo(shown);
    assertThat(shown.path("state").asText()).isEqualTo("SEALED");
    assertThat(shown.at("/closure/missingCount").isNumber()).isTrue();
    assertThat(shown.path("point").asText()).isEqualTo(point.toString());
    assertThat(shown.path("system").asText()).isEqualTo(system.value());
    var stands = service.get("/v1/systems/" + system).body();
    assertThat(stands.path("rpo").asText()).isEqualTo("met");
    assertThat(stands.path("points").asInt()).isEqualTo(1);
    assertThat(stands.path("lastBackupSeconds").isNumber()).isTrue();
    assertThat(service.send("PUT", "/v1/systems/" + system, stands).status()).isEqualTo(200);
    String age = "davit_recovery_point_age_seconds{system=\"" + system + "\"}";
    Await.until("metrics", () -> service.text("/q/metrics").contains(age));
    assertThat(service.text("/q/metrics"))
        .contains(
            "davit_runs_total{kind=\"backup\",outcome=\"completed\"}",
            "davit_backup_last_seconds{system=\"" + system + "\"}",
            "davit_rpo_target_seconds{system=\"" + system + "\"} 86400.0",
            "davit_rto_target_seconds{system=\"" + system + "\"} 3600.0",
            "davit_recovery_points{system=\"" + system + "\"} 1.0",
            "davit_run_duration_seconds_count",
            "davit_outbox_waiting");
  }

  @Test
  void aSystemIsShownInTheFormThatIsApplied() throws Exception {
    var shown = service.get("/v1/systems/" + system).body();

    assertThat(Json.mapper().treeToValue(shown, SystemDefinition.class))
        .isEqualTo(Json.read(Json.text(definition()), SystemDefinition.class));
    assertThat(shown.at("/settings/media/0/name").asText()).isEqualTo("uploads");
    assertThat(shown.path("revision").asLong()).isEqualTo(1);
    assertThat(service.send("PUT", "/v1/systems/" + system, shown).body().path("revision").asLong())
        .isEqualTo(2);
    assertThat(service.get("/v1/systems").body().findValuesAsText("name")).contains(system.value());
    assertThat(service.get("/v1/systems?system=" + system).body()).hasSize(1);
    var schedule = service.get("/v1/schedules?system=" + system).body();
    assertThat(schedule).hasSize(1);
    assertThat(schedule.at("/0/system").asText()).isEqualTo(system.value());
    assertThat(schedule.at("/0/cron").asText()).isEqualTo("30 2 1 1 *");
    assertThat(schedule.at("/0/zone").asText()).isEqualTo("Europe/Berlin");
    assertThat(Instant.parse(schedule.at("/0/nextFireAt").asText())).isAfter(Instant.now());

    assertThat(service.send("DELETE", "/v1/systems/" + system, null).status()).isEqualTo(204);
    assertRefused(service.get("/v1/systems/" + system), 404, "DAVIT-1003");
  }

  @Test
  void everyRefusalIsAProblem() throws Exception {
    assertRefused(service.get("/v1/systems/nowhere"), 404, "DAVIT-1003");
    assertRefused(service.get("/v1/systems/No_Name"), 400, "DAVIT-1001");
    assertRefused(service.get("/v1/runs/" + UUID.randomUUID()), 404, "DAVIT-1004");
    assertRefused(service.get("/v1/runs/seven"), 400, "DAVIT-1001");
    assertRefused(service.get("/v1/points/" + UUID.randomUUID()), 404, "DAVIT-1005");
    assertRefused(service.send("POST", "/v1/systems/nowhere/backups", Map.of()), 404, "DAVIT-1003");
    assertRefused(
        service.send("POST", "/v1/systems/" + system + "/recoveries", Map.of()), 409, "DAVIT-1007");
    String path = "/v1/systems/" + system;
    assertRefused(service.send("PUT", path, "{"), 400, "DAVIT-1002");
    assertRefused(service.send("PUT", path, null), 400, "DAVIT-1002");
    assertRefused(service.send("PUT", path, "[]"), 400, "DAVIT-1002");
    assertRefused(service.send("PUT", path, Map.of("name", system.value())), 400, "DAVIT-1002");
    assertRefused(service.send("PUT", path, Map.of("name", "No Name")), 400, "DAVIT-1001");
    assertThat(service.send("PUT", path, "{").body().path("reason").asText())
        .isEqualTo("it is not JSON");
    assertThat(
            service
                .send("PUT", path, Map.of("name", system.value()))
                .body()
                .path("reason")
                .asText())
        .isEqualTo("\"settings\" is missing in it");
    assertRefused(service.send("PUT", "/v1/systems/other", definition()), 400, "DAVIT-1002");
    assertRefused(
        service.send("POST", path + "/recoveries", Map.of("point", "seven", "replace", false)),
        400,
        "DAVIT-1001");
    assertRefused(service.get("/v1/nothing"), 404, "DAVIT-1002");
    assertRefused(service.get("/v1/runs?limit=many"), 404, "DAVIT-1002");
    var cron = Json.mapper().valueToTree(definition());
    ((com.fasterxml.jackson.databind.node.ObjectNode) cron.path("schedule")).put("cron", "x");
    assertRefused(service.send("PUT", path, cron), 400, "DAVIT-1008");
  }

  @Test
  void aMisspeltFieldIsNamedWithTheNearest() throws Exception {
    String path = "/v1/systems/" + system;
    var misspelt = Json.mapper().valueToTree(definition());
    ((com.fasterxml.jackson.databind.node.ObjectNode) misspelt.path("settings")).put("medai", 1);
    var refused = service.send("PUT", path, misspelt);
    assertRefused(refused, 400, "DAVIT-1002");
    assertThat(refused.body().path("object").asText()).isEqualTo("field \"settings.medai\"");
    assertThat(refused.body().path("reason").asText())
        .isEqualTo("there is no such field; did you mean \"media\"?");
    assertRefused(
        service.send("POST", path + "/recoveries", Map.of("replce", true)), 400, "DAVIT-1002");
  }

  @Test
  void aScheduleIsPausedAndResumedWithWhoAndWhy() throws Exception {
    String path = "/v1/schedules/" + system;
    assertRefused(service.send("POST", path + "/pause", null), 400, "DAVIT-1002");
    assertRefused(service.send("POST", path + "/pause", Map.of("reason", " ")), 400, "DAVIT-1002");
    var paused =
        service.send("POST", path + "/pause", Map.of("reason", "a move", "by", "anna")).body();
    assertThat(paused.path("paused").asBoolean()).isTrue();
    assertThat(paused.at("/pause/by").asText()).isEqualTo("anna");
    assertThat(paused.at("/pause/reason").asText()).isEqualTo("a move");
    assertThat(Instant.parse(paused.at("/pause/at").asText())).isBefore(Instant.now());
    assertThat(paused.has("nextFireAt")).isFalse();
    assertThat(service.get("/v1/schedules?system=" + system).body().get(0)).isEqualTo(paused);
    String gauge = "davit_schedule_paused{system=\"" + system + "\"} 1.0";
    Await.until("metrics", () -> service.text("/q/metrics").contains(gauge));
    assertThat(service.text("/q/metrics"))
        .contains(
            "davit_schedule_misses_total{reason=\"paused\"}",
            "davit_schedule_misses_total{reason=\"overlap\"}");

    var resumed = service.send("POST", path + "/resume", null).body();

    assertThat(resumed.path("paused").asBoolean()).isFalse();
    assertThat(resumed.has("pause")).isFalse();
    assertThat(Instant.parse(resumed.path("nextFireAt").asText())).isAfter(Instant.now());
    assertRefused(
        service.send("POST", "/v1/schedules/nowhere/pause", Map.of("reason", "x")),
        404,
        "DAVIT-1003");
  }

  @Test
  void allSchedulesArePausedAndResumedAtOnce() throws Exception {
    var paused = service.send("POST", "/v1/schedules/pause", Map.of("reason", "new disks")).body();
    assertThat(paused.findValuesAsText("system")).contains(system.value());
    assertThat(paused.get(0).path("paused").asBoolean()).isTrue();

    var resumed = service.send("POST", "/v1/schedules/resume", null).body();

    assertThat(resumed).hasSameSizeAs(paused);
    assertThat(service.get("/v1/schedules?system=" + system).body().at("/0/paused").asBoolean())
        .isFalse();
  }

  @Test
  void whatAScheduleDoesIsShownBeforehandAndWhatItDidAfterwards() throws Exception {
    String path = "/v1/schedules/" + system;
    assertThat(service.get(path + "/fires").body()).isEmpty();
    var preview = service.get(path + "/preview?count=2&year=2026").body();
    assertThat(preview.path("fires")).hasSize(2);
    assertThat(preview.at("/fires/0/at"))
        .isEqualTo(service.get("/v1/schedules?system=" + system).body().at("/0/nextFireAt"));
    assertThat(preview.path("clockChanges").findValuesAsText("effect"))
        .containsExactly("none", "none");
    var other =
        service.get("/v1/schedules/preview?cron=30%202%20*%20*%20*&zone=Europe/Berlin&year=2026");
    assertThat(other.body().path("clockChanges").findValuesAsText("effect"))
        .containsExactly("moved", "once");
    assertThat(other.body().path("fires")).hasSize(10);

    assertRefused(service.get("/v1/schedules/preview"), 400, "DAVIT-1002");
    assertRefused(service.get("/v1/schedules/preview?cron=x"), 400, "DAVIT-1008");
    assertRefused(service.get(path + "/preview?count=0"), 400, "DAVIT-1002");
    assertRefused(service.get("/v1/schedules/nowhere/preview"), 404, "DAVIT-1003");
    assertRefused(service.get("/v1/schedules/nowhere/fires"), 404, "DAVIT-1003");
    assertThat(service.send("PUT", "/v1/systems/" + system, overlap("queue")).body().toString())
        .contains("schedule.overlap", "skip, buffer-one, cancel-other, allow");
  }

  private com.fasterxml.jackson.databind.JsonNode overlap(String word) {
    var changed = Json.mapper().valueToTree(definition());
    ((com.fasterxml.jackson.databind.node.ObjectNode) changed.path("schedule"))
        .put("overlap", word);
    return changed;
  }

  @Test
  void aRunIsCancelledAsTheCommandLineDoesItWithoutABody() throws Exception {
    var started = service.send("POST", "/v1/systems/" + system + "/backups", null);
    String run = started.body().path("run").asText();
    assertThat(started.body().path("duplicate").asBoolean(true)).isFalse();

    var answer = service.send("POST", "/v1/runs/" + run + "/cancel", null);

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body().path("run").asText()).isEqualTo(run);
    assertThat(service.get("/v1/runs/" + run).body().path("state").asText())
        .isEqualTo("cancelling");
    service.hear(system, RunCancelling.class);
    assertRefused(
        service.send("POST", "/v1/systems/" + system + "/backups", Map.of("reason", "again")),
        409,
        "DAVIT-1009");
  }

  @Test
  void anEventMayComeByHttpInEitherModeAndIsADuplicateByWhicheverDoor() throws Exception {
    var request = Envelope.first("/ci", Instant.EPOCH, new BackupRequested(system, null));
    var structured =
        service.send(
            service
                .request("/v1/events")
                .header("Content-Type", "application/cloudevents+json")
                .POST(BodyPublishers.ofByteArray(EventCodec.encode(request).body())));
    assertThat(structured.status()).isEqualTo(202);
    String run = structured.body().path("run").asText();
    assertThat(structured.body().path("request").asText()).isEqualTo(request.id());
    var binary =
        service.send(
            service
                .request("/v1/events")
                .header("Content-Type", "application/json")
                .header("ce-specversion", "1.0")
                .header("ce-id", request.id())
                .header("ce-source", "/ci")
                .header("ce-type", "dev.davit.backup.requested.v1")
                .POST(BodyPublishers.ofString("{\"system\":\"" + system + "\"}")));
    assertThat(binary.body().path("duplicate").asBoolean()).isTrue();
    assertThat(binary.body().path("run").asText()).isEqualTo(run);

    service.publish(Topic.REQUESTS, request);

    service.hear(system, RequestDuplicate.class);
    assertRefused(
        service.send(
            service
                .request("/v1/events")
                .header("Content-Type", "application/cloudevents+json")
                .POST(
                    BodyPublishers.ofByteArray(
                        EventCodec.encode(
                                Envelope.first(
                                    "/x",
                                    Instant.EPOCH,
                                    new RunCancelling(system, RunId.parse(run), null)))
                            .body()))),
        403,
        "DAVIT-1011");
    assertRefused(
        service.send(
            service
                .request("/v1/events")
                .header("Content-Type", "application/cloudevents+json")
                .POST(BodyPublishers.ofString("{}"))),
        400,
        "DAVIT-5101");
  }

  @Test
  void whatIsNoProgressOnATopicOfProgressIsSetAside() throws Exception {
    String mark = "no progress " + UUID.randomUUID();
    // What lies there before the channel heard its first is lost; so it is said until heard.
    Await.until(
        "it is set aside",
        () -> {
          service.publishBytes(Topic.MEDIA_PROGRESS, system, mark);
          return waiting(mark) != null;
        });
    assertThat(waiting(mark)).startsWith(Topic.MEDIA_PROGRESS.wireName());
  }

  @Test
  void whatIsNoEventOrComesByTheWrongDoorIsSetAsideAndTheChannelsGoOn() throws Exception {
    service.publishBytes(Topic.REQUESTS, system, "no event");
    service.publishBytes(Topic.DUMP_EVENTS, system, "no event");
    var wrongDoor = Envelope.first("/ci", Instant.EPOCH, new BackupRequested(system, null));
    service.publish(Topic.AUDIT_EVENTS, wrongDoor);
    Await.until("set aside", () -> quarantined(system) >= 1);

    service.publish(Topic.REQUESTS, wrongDoor);
    RunId run = service.accepted(system);
    workersDo(run, PointState.SEALED);

    service.hear(system, BackupCompleted.class);
  }

  @Test
  void whatWasSetAsideIsShownCorrectedAndReplayedOrDiscarded() throws Exception {
    service.publishBytes(Topic.REQUESTS, system, "{\"no\": \"event\"}");
    service.publishBytes(Topic.REQUESTS, system, "another");
    Await.until(
        "both are set aside", () -> waiting("{\"no\"") != null && waiting("another") != null);
    String first = waiting("{\"no\"");
    String second = waiting("another");

    var shown = service.get("/v1/quarantine/" + first).body();
    assertThat(shown.path("text").asText()).isEqualTo("{\"no\": \"event\"}");
    assertThat(shown.path("code").asText()).isEqualTo("DAVIT-5101");
    assertRefused(
        service.send("POST", "/v1/quarantine/" + first + "/replay", null), 400, "DAVIT-5101");

    var corrected = Envelope.first("/ci", Instant.EPOCH, new BackupRequested(system, null));
    var replayed =
        service.send("POST", "/v1/quarantine/" + first + "/replay", EventCodec.text(corrected));
    assertThat(replayed.status()).as("%s", replayed).isEqualTo(200);
    assertThat(replayed.body().path("event").asText()).isEqualTo(corrected.id());
    service.accepted(system);
    assertRefused(
        service.send("POST", "/v1/quarantine/" + first + "/replay", null), 409, "DAVIT-1014");

    assertThat(service.send("DELETE", "/v1/quarantine/" + second, null).status()).isEqualTo(204);
    assertThat(waiting("another")).isNull();
    assertThat(service.get("/v1/quarantine/" + second).body().path("state").asText())
        .isEqualTo("discarded");
    assertRefused(service.get("/v1/quarantine/no:0:1"), 404, "DAVIT-1013");
  }

  /** The newest record that waits and begins so; null if there is none. */
  private String waiting(String beginning) throws Exception {
    for (var listed : service.get("/v1/quarantine").body()) {
      String id = listed.path("id").asText();
      if (service.get("/v1/quarantine/" + id).body().path("text").asText().startsWith(beginning)) {
        return id;
      }
    }
    return null;
  }

  private long quarantined(SystemId ours) {
    return transactions.get(tx -> QuarantineStore.newest(tx, true, 100)).stream()
        .filter(aside -> aside.id().topic().equals(Topic.AUDIT_EVENTS.wireName()))
        .count();
  }

  @Test
  void aRejectionIsAnsweredOnTheBroker() throws Exception {
    var unknown = new SystemId("nowhere-" + UUID.randomUUID().toString().substring(0, 8));
    service.publish(Topic.REQUESTS, new BackupRequested(unknown, null));

    var rejected = (RequestRejected) service.hear(unknown, RequestRejected.class).getLast().event();

    assertThat(rejected.problem().code().number()).isEqualTo("DAVIT-1003");
  }

  @Test
  void eventsAndProgressAreFollowedByPollingAndAsAStream() throws Exception {
    var started = service.send("POST", "/v1/systems/" + system + "/backups", Map.of());
    RunId run = RunId.parse(started.body().path("run").asText());
    String filter = "/v1/events?run=" + run + "&limit=500";
    Await.until(
        "order and answer are seen",
        () -> {
          String seen = service.get(filter).body().toString();
          return seen.contains("dev.davit.backup.started.v1")
              && seen.contains("dev.davit.request.accepted.v1");
        });
    var page = service.get(filter).body();
    assertThat(page.at("/events/0/sequence").isNumber()).isTrue();
    assertThat(page.at("/events/0/event/subject").asText()).isEqualTo(system.value());
    assertThat(page.at("/events/0/event/data/run").asText()).isEqualTo(run.toString());
    String next = page.path("next").asText();
    assertThat(service.get(filter + "&after=" + next).body().path("events")).isEmpty();

    // Progress that was said before the channel heard its first is lost; so it is said until heard.
    Await.until(
        "progress is seen",
        () -> {
          service.publish(
              Topic.DUMP_PROGRESS,
              new DumpProgressed(system, run, "table \"a\"", new Amount(1, 2L, 3, null)));
          var more = service.get(filter + "&wait=1&after=" + next).body();
          return more.toString().contains("dev.davit.dump.progressed.v1");
        });
    var line = service.get("/v1/runs/" + run).body().at("/progress/0");
    assertThat(line.path("service").asText()).isEqualTo("dump");
    assertThat(line.path("step").asText()).isEqualTo("table \"a\"");
    assertThat(line.at("/amount/totalBytes").asLong()).isEqualTo(2);

    var stream =
        service
            .http()
            .send(
                service
                    .request("/v1/events/stream?run=" + run)
                    .setHeader("Accept", "text/event-stream")
                    .build(),
                HttpResponse.BodyHandlers.ofLines());
    try (var lines = stream.body()) {
      var found = lines.limit(8).toList();
      assertThat(found).anyMatch(text -> text.startsWith("id:"));
      assertThat(found).anyMatch(text -> text.startsWith("event:dev.davit."));
      assertThat(found).anyMatch(text -> text.startsWith("data:{"));
    }
  }

  @Test
  void theServiceIsReadyAndDescribesItself() throws Exception {
    Await.until("ready", () -> service.get("/q/health/ready").status() == 200);

    assertThat(service.get("/q/health/ready").body().toString()).contains("outbox and schedules");
    var document = service.get("/q/openapi?format=json").body();
    assertThat(document.path("openapi").asText()).startsWith("3.");
    assertThat(document.path("paths").properties())
        .extracting(Map.Entry::getKey)
        .contains(
            "/v1/systems",
            "/v1/systems/{name}",
            "/v1/systems/{name}/backups",
            "/v1/systems/{name}/recoveries",
            "/v1/runs",
            "/v1/runs/{id}",
            "/v1/runs/{id}/cancel",
            "/v1/points",
            "/v1/points/{id}",
            "/v1/schedules",
            "/v1/schedules/pause",
            "/v1/schedules/resume",
            "/v1/schedules/preview",
            "/v1/schedules/{system}/pause",
            "/v1/schedules/{system}/resume",
            "/v1/schedules/{system}/fires",
            "/v1/schedules/{system}/preview",
            "/v1/events",
            "/v1/events/stream",
            "/v1/quarantine",
            "/v1/services/{service}/quarantine",
            "/v1/schemas",
            "/v1/schemas/{name}.json",
            "/v1/asyncapi.json");
  }

  @Test
  void theContractIsServedAsItIsPublished() throws Exception {
    var schemas = service.get("/v1/schemas").body();
    assertThat(schemas).hasSize(EventTypes.all().size());
    for (var listed : schemas) {
      var schema = service.get(listed.path("href").asText()).body();
      assertThat(schema.path("$id")).isEqualTo(listed.path("dataschema"));
      assertThat(schema.path("properties").has("system")).isTrue();
    }
    assertThat(service.get("/v1/asyncapi.json").body().path("asyncapi").asText())
        .isEqualTo("3.0.0");
    assertRefused(service.get("/v1/schemas/backup.requestd.v1.json"), 404, "DAVIT-1012");
  }
}
