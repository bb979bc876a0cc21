package dev.davit.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.davit.e2e.Davit;
import dev.davit.e2e.Leftovers;
import dev.davit.e2e.Shop;
import dev.davit.kit.testing.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code davit up}: a stack for one's own systems, started again with everything kept. */
class UpTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  @Test
  void whatAStackKnowsSurvivesItsEndAndCtrlCLeavesNothingRunning() throws Exception {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path data = directory.resolve("data");
    var davit = new Davit(directory.resolve("commands"));
    try (var shop = new Shop(Files.createDirectory(directory.resolve("shop")))) {
      shop.upload(1, 30);
      String point;

      var first = up(davit, data);
      succeed(
          davit,
          "protect",
          shop.url("app"),
          "--name",
          "shop",
          "--media",
          "files=" + shop.uploads());
      point = succeed(davit, "backup", "shop", "--wait").path("point").asText();
      interrupt(first, data);

      var second = up(davit, data);
      assertThat(succeed(davit, "get", "systems").toString()).contains("shop");
      assertThat(succeed(davit, "get", "points").toString()).contains(point);
      succeed(davit, "backup", "shop", "--wait");
      assertThat(succeed(davit, "get", "runs").size()).isGreaterThanOrEqualTo(2);
      succeed(
          davit,
          "recover",
          "shop",
          "--point",
          point,
          "--to",
          "db=" + shop.url("copy") + ",media=" + directory.resolve("copy"),
          "--wait");
      assertThat(shop.rows("copy")).isEqualTo(shop.rows("app"));
      interrupt(second, data);
    }
  }

  @Test
  void aSecondStackOnTheSameDirectoryIsRefused() throws Exception {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path data = directory.resolve("data");
    var davit = new Davit(directory.resolve("commands"));
    var first = up(davit, data);

    var told = davit.run("up", "--data", data.toString());

    assertThat(told.code()).as(told.toString()).isEqualTo(1);
    assertThat(told.err()).contains("DAVIT-6105", "\"" + data + "\"");
    interrupt(first, data);
  }

  private static Davit.Running up(Davit davit, Path data) throws Exception {
    var running = davit.start(Map.of(), "up", "--data", data.toString());
    Await.until(
        "the stack is up",
        () -> {
          assertThat(running.process().isAlive()).as(Files.readString(running.err())).isTrue();
          return Files.readString(running.out()).contains("Davit is up");
        },
        Duration.ofMinutes(2));
    return running;
  }

  private static void interrupt(Davit.Running running, Path data) throws Exception {
    new ProcessBuilder("kill", "-INT", Long.toString(running.process().pid())).start().waitFor();
    assertThat(running.await().code()).isEqualTo(130);
    assertThat(Leftovers.of(data)).isEmpty();
  }

  private static JsonNode succeed(Davit davit, String... arguments) throws Exception {
    var all = new java.util.ArrayList<>(java.util.List.of(arguments));
    all.addAll(java.util.List.of("-o", "json"));
    var told = davit.run(all.toArray(String[]::new));
    assertThat(told.code()).as(String.join(" ", arguments) + "\n" + told).isZero();
    return JSON.readTree(told.out());
  }
}
