package dev.davit.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.e2e.Davit;
import dev.davit.e2e.Shop;
import dev.davit.e2e.UpProcess;
import dev.davit.e2e.trace.RunTrace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code davit up}: a stack for one's own systems, started again with everything kept. First, since
 * its stack leaves what makes all others start faster.
 */
@Order(1)
class UpTest {
  @TempDir private Path directory;
  private Davit davit;
  private Path data;

  @BeforeEach
  void prepare() throws Exception {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    davit = new Davit(directory.resolve("commands"));
    data = directory.resolve("data");
  }

  @Test
  void whatAStackKnowsSurvivesItsEndAndCtrlCLeavesNothingRunning() throws Exception {
    try (var shop = new Shop(Files.createDirectory(directory.resolve("shop")))) {
      shop.upload(1, 30);
      String point;
      try (var ignored = UpProcess.start(davit, data, Map.of())) {
        protect(shop);
        point = davit.succeed("backup", "shop", "--wait").path("point").asText();
        refuseAnother();
      }
      try (var trace = new RunTrace();
          var up = UpProcess.start(davit, data, trace.environment())) {
        assertThat(davit.succeed("get", "systems").toString()).contains("shop");
        assertThat(davit.succeed("get", "points").toString()).contains(point);
        trace.backUp(up.server(), "shop");
        trace.assertLeadsToTheSealedPoint(davit);
        assertThat(davit.succeed("get", "runs").size()).isGreaterThanOrEqualTo(2);
        recoverBeside(shop, point);
      }
    }
  }

  private JsonNode protect(Shop shop) throws Exception {
    return davit.succeed(
        "protect", shop.url("app"), "--name", "shop", "--media", "files=" + shop.uploads());
  }

  private void refuseAnother() throws Exception {
    var told = davit.run("up", "--data", data.toString());

    assertThat(told.code()).as(told.toString()).isEqualTo(1);
    assertThat(told.err()).contains("DAVIT-6105", "\"" + data + "\"");
  }

  private void recoverBeside(Shop shop, String point) throws Exception {
    String target = "db=" + shop.url("copy") + ",media=" + directory.resolve("copy");

    davit.succeed("recover", "shop", "--point", point, "--to", target, "--wait");

    assertThat(shop.rows("copy")).isEqualTo(shop.rows("app"));
  }
}
