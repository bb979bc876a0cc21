package dev.davit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplyTest {
  private static final String DEFINITION =
      """
      name: shop
      settings:
        kind: full-backend
        profile: generic
        database: {url: "postgresql://shop@db/shop"}
        repository: {location: /backups/shop, password: "file:/secrets/shop"}
      schedule: {cron: "30 2 * * *", zone: Europe/Berlin, paused: false}
      """;

  @TempDir private Path directory;

  private Davit apply(FakeServer server, String text) throws Exception {
    var file = Files.writeString(directory.resolve("systems.yaml"), text);
    return Davit.run("apply", "-f", file.toString(), "--server", server.address());
  }

  @Test
  void everyDocumentOfAFileIsApplied() throws Exception {
    try (var server = new FakeServer()) {
      server.answer("PUT /v1/systems/shop", 200, "{}").answer("PUT /v1/systems/wiki", 200, "{}");

      var run = apply(server, DEFINITION + "---\n" + DEFINITION.replace("shop", "wiki"));

      assertThat(run.err()).isEmpty();
      assertThat(run.exitCode()).isZero();
      var body = server.asked("PUT", "/v1/systems/wiki").body();
      assertThat(body.at("/schedule/zone").asText()).isEqualTo("Europe/Berlin");
      assertThat(body.at("/settings/kind").asText()).isEqualTo("full-backend");
    }
  }

  @Test
  void aDefinitionThatLacksSomethingIsRefusedBeforeAnythingIsApplied() throws Exception {
    try (var server = new FakeServer()) {
      var run = apply(server, DEFINITION + "---\nname: Wrong Name\n");

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).startsWith("DAVIT-1002").contains("systems.yaml", "Wrong Name");
      assertThat(server.asked()).isEmpty();
    }
  }

  @Test
  void aWrongFieldIsNamedWithWhatItMayBe() throws Exception {
    try (var server = new FakeServer()) {
      var run = apply(server, DEFINITION.replace("paused: false", "overlap: queue"));

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err())
          .contains("field \"schedule.overlap\", \"queue\" is not one of skip, buffer-one")
          .doesNotContain("line -1");
    }
  }

  @Test
  void aMisspeltFieldIsNamedWithTheNearest() throws Exception {
    try (var server = new FakeServer()) {
      var run = apply(server, DEFINITION.replace("paused:", "puased:"));

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err())
          .contains("field \"schedule.puased\", there is no such field; did you mean \"paused\"?");
      assertThat(server.asked()).isEmpty();
    }
  }

  @Test
  void protectionEndsByName() throws Exception {
    try (var server = new FakeServer()) {
      server.answer("DELETE /v1/systems/shop", 204, "");

      var run = Davit.run("unprotect", "shop", "--server", server.address());

      assertThat(run.err()).isEmpty();
      assertThat(run.exitCode()).isZero();
      assertThat(run.out()).contains("system shop is protected no more");
      assertThat(Davit.run("unprotect", "No Name", "--server", server.address()).exitCode())
          .isEqualTo(2);
    }
  }

  @Test
  void aMissingFileIsNamed() throws Exception {
    try (var server = new FakeServer()) {
      var run = Davit.run("apply", "-f", "/nowhere/x.yaml", "--server", server.address());

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).startsWith("DAVIT-3101").contains("/nowhere/x.yaml");
    }
  }
}
