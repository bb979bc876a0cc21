package dev.davit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.schedule.SchedulePreview;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleCommandTest {
  private static final String SHOP =
      """
      {"system":"shop","cron":"30 2 * * *","zone":"Europe/Berlin","overlap":"skip","paused":false,
       "nextFireAt":"2026-03-29T01:30:00Z","nextStartAt":"2026-03-29T01:37:00Z"}\
      """;
  private static final String PAUSED =
      """
      {"system":"shop","cron":"30 2 * * *","zone":"Europe/Berlin","overlap":"skip","paused":true,
       "pause":{"at":"2026-03-10T10:00:00Z","by":"anna","reason":"the repository moves"}}\
      """;

  @Test
  void anExpressionIsPreviewedWithoutAServer() {
    var run =
        Davit.run("schedule", "preview", "30 2 * * *", "--zone", "Europe/Berlin", "--year", "2026");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .startsWith("30 2 * * * in Europe/Berlin")
        .anyMatch(line -> line.matches("FIRE \\(LOCAL\\) +UTC"))
        .filteredOn(line -> line.matches("2\\d{3}-\\d\\d-\\d\\d 0[23]:30:00 .*"))
        .hasSize(10);
    assertThat(run.out())
        .contains(
            "2026-03-29 02:00:00 +01:00  2026-03-29 03:00:00 +02:00  2026-03-29 01:00:00  1"
                + "      moved behind the gap: 02:30 at 03:30:00 +02:00",
            "2026-10-25 03:00:00 +02:00  2026-10-25 02:00:00 +01:00  2026-10-25 01:00:00  1"
                + "      once in the repeat: 02:30 at 02:30:00 +02:00");
  }

  @Test
  void aPreviewForScriptsIsWhatTheSchedulerServesToo() {
    var run =
        Davit.run("schedule", "preview", "@hourly", "--zone", "UTC", "--count", "3", "-o", "json");

    var preview = Json.read(run.out(), SchedulePreview.class);
    assertThat(preview.fires()).hasSize(3);
    assertThat(preview.fires().getFirst().at()).isAfter(Instant.now());
    assertThat(preview.clockChanges()).isEmpty();
  }

  @Test
  void aSystemsScheduleIsPreviewedAsItsServerHasIt() throws Exception {
    var preview =
        SchedulePreview.of(
            "0 * * * *",
            "America/New_York",
            Duration.ofMinutes(7),
            Instant.parse("2026-03-01T00:00:00Z"),
            2,
            null);
    try (var server = new FakeServer()) {
      server.answer("GET /v1/schedules/shop/preview", 200, Json.text(preview));

      var run =
          Davit.run("schedule", "preview", "shop", "--count", "2", "--server", server.address());

      assertThat(server.asked("GET", "/v1/schedules/shop/preview").target()).contains("count=2");
      assertThat(run.out()).contains("STARTS (LOCAL)", "2026-02-28 20:07:00 -05:00", "follows UTC");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0 25 * * *, UTC, hour \"25\" is not in 0 to 23",
    "@nightly, UTC, there is no such shorthand",
    "@daily, Europe/Berlinn, did you mean \"Europe/Berlin\"?",
  })
  void whatIsWrongInAnExpressionIsNamed(String cron, String zone, String message) {
    var run = Davit.run("schedule", "preview", cron, "--zone", zone);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("DAVIT-1008").contains(message);
  }

  @Test
  void theZoneOfASystemIsNotGivenOnTheCommandLine() {
    var run = Davit.run("schedule", "preview", "shop", "--zone", "UTC");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--zone is of an expression");
  }

  @Test
  void schedulesAreListedWithTheNextStartInTheirOwnZoneAndTheirPauses() throws Exception {
    try (var server = new FakeServer()) {
      server.answer("GET /v1/schedules", 200, "[" + SHOP + "," + PAUSED + "]");

      var list = Davit.run("schedule", "list", "--server", server.address());
      var get = Davit.run("get", "schedules", "--server", server.address());

      assertThat(list.out())
          .contains("2026-03-29 03:37:00 +02:00", "by anna since", ": the repository moves");
      assertThat(get.out().strip()).isEqualTo(list.out().strip());
    }
  }

  @Test
  void aPauseSaysWhoAndWhy() throws Exception {
    try (var server = new FakeServer()) {
      server.answer("POST /v1/schedules/shop/pause", 200, PAUSED);

      var run =
          Davit.run(
              "schedule",
              "pause",
              "shop",
              "--reason",
              "the repository moves",
              "--server",
              server.address());

      assertThat(run.err()).isEmpty();
      assertThat(run.out()).contains("by anna since");
      var asked = server.asked("POST", "/v1/schedules/shop/pause").body();
      assertThat(asked.path("reason").asText()).isEqualTo("the repository moves");
      assertThat(asked.path("by").asText()).isEqualTo(System.getProperty("user.name"));
    }
  }

  @Test
  void allSchedulesAreResumedAtOnce() throws Exception {
    try (var server = new FakeServer()) {
      server.answer("POST /v1/schedules/resume", 200, "[" + SHOP + "]");

      var run =
          Davit.run("schedule", "resume", "--all", "-o", "json", "--server", server.address());

      assertThat(Json.read(run.out(), JsonNode.class)).hasSize(1);
      assertThat(server.asked("POST", "/v1/schedules/resume").body().has("reason")).isFalse();
    }
  }

  @Test
  void aPauseNeedsAReasonAndOneOfSystemAndAll() {
    assertThat(Davit.run("schedule", "pause", "shop").err()).contains("--reason");
    assertThat(Davit.run("schedule", "pause", "--reason", "x").exitCode()).isEqualTo(2);
    assertThat(Davit.run("schedule", "pause", "shop", "--all", "--reason", "x").exitCode())
        .isEqualTo(2);
  }

  @Test
  void whatIsPausedByItsDefinitionIsToldWithTheRemedy() throws Exception {
    try (var server = new FakeServer()) {
      server.refuse(
          "POST /v1/schedules/shop/resume",
          ErrorCode.PAUSED_BY_DEFINITION,
          "system \"shop\"",
          null);

      var run = Davit.run("schedule", "resume", "shop", "--server", server.address());

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).startsWith("DAVIT-1016").contains("davit apply");
    }
  }

  @Test
  void firesAreListedWithTheirRunsAndReasons() throws Exception {
    try (var server = new FakeServer()) {
      server.answer(
          "GET /v1/schedules/shop/fires",
          200,
          """
          [{"first":"2026-03-11T01:30:00Z","last":"2026-03-11T01:30:00Z","fires":1,
            "outcome":"ran","run":"r-1"},
           {"first":"2026-03-08T01:30:00Z","last":"2026-03-10T01:30:00Z","fires":3,
            "outcome":"missed","reason":"paused","text":"paused by anna: a move"}]
          """);

      var run =
          Davit.run("schedule", "fires", "shop", "--limit", "2", "--server", server.address());

      assertThat(run.out().lines()).hasSize(3);
      assertThat(run.out()).contains("r-1", "missed", "paused by anna: a move");
    }
  }
}
