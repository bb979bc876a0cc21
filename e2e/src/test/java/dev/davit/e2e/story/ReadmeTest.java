package dev.davit.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.cli.demo.GeneratedSource;
import dev.davit.cli.stack.Installation;
import dev.davit.e2e.Shop;
import dev.davit.e2e.StackTest;
import dev.davit.kit.testing.Await;
import dev.davit.postgres.PostgresPrograms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every command in README.md is run, in its order, in a shell, with the reader's own paths in the
 * place of the README's. A command that is added there is run here without further ado.
 */
class ReadmeTest extends StackTest {
  /** Run by other tests, or by whoever runs this one. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "./davit test",
          "./davit up",
          "./davit demo",
          "./davit demo --pixeltable",
          "./davit demo --rows 100000 --media-files 5000 --data /tmp/davit-demo");

  private GeneratedSource pixeltable;
  private Shop shop;

  @BeforeAll
  void makeSystems() throws Exception {
    pixeltable =
        new GeneratedSource(Files.createDirectory(directory.resolve("pixeltable")), 500, 60);
    pixeltable.make();
    shop = new Shop(Files.createDirectory(directory.resolve("app")));
    shop.upload(1, 25);
    shop.execute("postgres", "create database shop");
    Files.createSymbolicLink(
        Files.createDirectory(directory.resolve("work")).resolve("davit"),
        Installation.find().home().resolve("davit"));
  }

  @AfterAll
  void endSystems() throws Exception {
    pixeltable.close();
    shop.close();
  }

  @Test
  void everyCommandWorks() throws Exception {
    List<String> commands = ReadmeCommands.in(Installation.find().home().resolve("README.md"));
    assertThat(commands).containsAll(ELSEWHERE);
    var leftOut = new ArrayList<String>();
    for (String command : commands) {
      if (!hasItsPrograms(command)) {
        leftOut.add(command);
      } else if (!ELSEWHERE.contains(command)) {
        run(command);
      }
    }
    assumeTrue(leftOut.isEmpty(), () -> "their programs are not installed: " + leftOut);
  }

  /** What restic restored is what the README's pg_restore reads. */
  private static boolean hasItsPrograms(String command) {
    return (!command.contains("kcat") || onPath("kcat"))
        && (!command.startsWith("restic") && !command.startsWith("pg_restore") || onPath("restic"));
  }

  private void run(String command) throws Exception {
    int runsBefore = runs().size();
    String mine = mine(command);
    Path log = Files.createTempFile(directory, "readme", ".log");
    Process shell = start(mine, log);
    if (command.endsWith(" -f")) {
      Await.until("`" + command + "` shows events", () -> Files.size(log) > 0);
      shell.descendants().forEach(ProcessHandle::destroy);
      shell.destroy();
    } else {
      assertThat(shell.waitFor(5, TimeUnit.MINUTES)).as(command).isTrue();
      assertThat(shell.exitValue()).as(mine + "\n" + Files.readString(log)).isZero();
    }
    if (command.contains("backup.requested")) {
      awaitBackup(runsBefore);
    }
  }

  private Process start(String command, Path log) throws Exception {
    var builder =
        new ProcessBuilder("bash", "-o", "pipefail", "-c", command)
            .directory(directory.resolve("work").toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("XDG_STATE_HOME", davit.state().toString());
    builder.environment().put("DAVIT", stack.server().toString());
    builder.environment().put("KAFKA", stack.kafka());
    // A dump is read by programs no older than the server it came from.
    builder.environment().merge("PATH", "", (path, none) -> programs() + ":" + path);
    builder.environment().put("PGHOST", "127.0.0.1");
    builder.environment().put("PGPORT", Integer.toString(shop.port()));
    builder.environment().put("PGUSER", "app");
    builder.environment().put("PGPASSWORD", Shop.PASSWORD);
    return builder.start();
  }

  private static Path programs() {
    return PostgresPrograms.findForHome(0, null).orElseThrow().directory();
  }

  /** Another system's request came to a run, and the run to its end. */
  private void awaitBackup(int runsBefore) {
    Await.until(
        "the requested backup has ended",
        () -> {
          List<JsonNode> runs = runs();
          return runs.size() > runsBefore
              && runs.stream().allMatch(run -> run.path("state").asText().equals("completed"));
        },
        Duration.ofMinutes(2));
  }

  private List<JsonNode> runs() throws Exception {
    JsonNode runs = succeed("get", "runs", "--system", "shop");
    return runs.valueStream().toList();
  }

  /** With the paths and addresses of this test's own systems. */
  private String mine(String command) {
    Map<String, String> own = new LinkedHashMap<>();
    own.put("~/.pixeltable", pixeltable.home().toString());
    own.put("/srv/restored", directory.resolve("restored").toString());
    own.put("/srv/again", directory.resolve("again").toString());
    own.put("postgresql://app@db.example:5432/app", shop.url("app"));
    own.put("/srv/app/uploads", shop.uploads().toString());
    own.put("/backup/shop", repository("shop").toString());
    own.put(" shop.repository", " " + secret("shop.repository"));
    String mine = command;
    for (var place : own.entrySet()) {
      mine = mine.replace(place.getKey(), place.getValue());
    }
    return mine;
  }

  private static boolean onPath(String program) {
    return List.of(System.getenv().getOrDefault("PATH", "").split(":")).stream()
        .anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
  }
}
