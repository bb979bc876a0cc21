package dev.davit.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.cli.demo.GeneratedSource;
import dev.davit.cli.stack.ServiceName;
import dev.davit.contracts.RunId;
import dev.davit.contracts.event.BackupStarted;
import dev.davit.contracts.event.DatabaseSwapped;
import dev.davit.contracts.event.DumpPinned;
import dev.davit.contracts.event.Event;
import dev.davit.contracts.event.MediaCompleted;
import dev.davit.contracts.event.RecoveryStarted;
import dev.davit.contracts.event.RecoveryStep;
import dev.davit.contracts.event.RecoveryStepStarted;
import dev.davit.e2e.BrokerEvents;
import dev.davit.e2e.Leftovers;
import dev.davit.e2e.StackTest;
import dev.davit.kit.testing.Await;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each service is killed in the middle of a backup, a recovery and a replacement, two in each run,
 * and started again: the run finishes by itself, what comes of it is whole, and nothing is left
 * behind (I1, I3, I4, I13).
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KillAnyServiceTest extends StackTest {
  private static final String SYSTEM = "killed";
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final List<String> ENDS = List.of("completed", "failed", "cancelled");

  private final HttpClient http = HttpClient.newHttpClient();

  private GeneratedSource source;
  private boolean remembered;

  @BeforeAll
  void protect() throws Exception {
    source = new GeneratedSource(Files.createDirectory(directory.resolve("source")), 20_000, 1000);
    source.make();
    succeed("protect", source.home().toString(), "--name", SYSTEM);
  }

  @AfterAll
  void close() throws Exception {
    source.close();
  }

  /** A service, and when it is killed. */
  private record Kill(ServiceName victim, Predicate<Event> moment) {}

  static Stream<Arguments> inABackup() {
    return Stream.of(
        twice(
            "scheduler when it has ordered the backup, audit when the files are stored",
            new Kill(ServiceName.SCHEDULER, BackupStarted.class::isInstance),
            new Kill(ServiceName.AUDIT, MediaCompleted.class::isInstance)),
        twice(
            "dump when it has pinned the databases, media when it may read the files",
            new Kill(ServiceName.DUMP, DumpPinned.class::isInstance),
            new Kill(ServiceName.MEDIA, DumpPinned.class::isInstance)));
  }

  @Order(1)
  @ParameterizedTest(name = "{0}")
  @MethodSource("inABackup")
  void aBackupFinishesByItself(String when, List<Kill> kills) throws Exception {
    source.change();

    JsonNode run = killDuring(kills, "backup", SYSTEM);

    JsonNode point = succeed("describe", "point", run.path("point").asText());
    assertThat(point.path("state").asText()).isEqualToIgnoringCase("sealed");
    assertThat(point.at("/closure/missingCount").asLong()).isZero();
    assertNothingIsLeft();
  }

  static Stream<Arguments> inARecovery() {
    return Stream.of(
        twice(
            "scheduler when it has asked, media when it restores",
            new Kill(ServiceName.SCHEDULER, RecoveryStarted.class::isInstance),
            new Kill(ServiceName.MEDIA, step(RecoveryStep.MEDIA))),
        twice(
            "audit when it proves the objects, dump when it restores",
            new Kill(ServiceName.AUDIT, RecoveryStarted.class::isInstance),
            new Kill(ServiceName.DUMP, step(RecoveryStep.DATABASE))));
  }

  @Order(2)
  @ParameterizedTest(name = "{0}")
  @MethodSource("inARecovery")
  void aRecoveryOfWhatIsGoneFinishesByItself(String when, List<Kill> kills) throws Exception {
    rememberOnce();
    source.destroy();

    killDuring(kills, "recover", SYSTEM);

    assertThat(source.differences()).isEmpty();
    assertNothingIsLeft();
  }

  static Stream<Arguments> inAReplacement() {
    return Stream.of(
        twice(
            "dump and media when they swap",
            new Kill(ServiceName.DUMP, step(RecoveryStep.SWAP_DATABASE)),
            new Kill(ServiceName.MEDIA, step(RecoveryStep.SWAP_MEDIA))),
        twice(
            "scheduler half swapped, dump when it opens",
            new Kill(ServiceName.SCHEDULER, DatabaseSwapped.class::isInstance),
            new Kill(ServiceName.DUMP, step(RecoveryStep.OPEN))));
  }

  @Order(3)
  @ParameterizedTest(name = "{0}")
  @MethodSource("inAReplacement")
  void aReplacementFinishesByItself(String when, List<Kill> kills) throws Exception {
    rememberOnce();
    try (var files = Files.walk(source.home().resolve("media"))) {
      Files.delete(files.filter(Files::isRegularFile).findFirst().orElseThrow());
    }

    killDuring(kills, "recover", SYSTEM, "--replace");

    assertThat(source.differences()).isEmpty();
    assertNothingIsLeft();
  }

  /** One point holds the last state; every recovery is compared with it. */
  private void rememberOnce() throws Exception {
    if (!remembered) {
      succeed("backup", SYSTEM, "--wait");
      source.remember();
      source.close();
      remembered = true;
    }
  }

  private JsonNode killDuring(List<Kill> kills, String... command) throws Exception {
    try (var events = new BrokerEvents(stack.kafka(), SYSTEM)) {
      JsonNode asked = succeed(command);
      for (Kill kill : kills) {
        events.await(RunId.parse(asked.path("run").asText()), kill.moment());
        stack.service(kill.victim()).kill();
      }
      JsonNode run = ended(asked.path("run").asText());
      assertThat(run.path("state").asText()).as(run.toPrettyString()).isEqualTo("completed");
      return run;
    }
  }

  private JsonNode ended(String run) throws Exception {
    // Not by the command line: processes started over and over would slow down what is awaited.
    Await.until("run " + run + " has ended", () -> ENDS.contains(state(run)), LIMIT);
    return succeed("describe", "run", run);
  }

  /** Empty while the scheduler is away. */
  private String state(String run) throws Exception {
    try {
      var answer =
          http.send(
              HttpRequest.newBuilder(stack.server().resolve("/v1/runs/" + run)).build(),
              HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200 ? JSON.readTree(answer.body()).path("state").asText() : "";
    } catch (IOException e) {
      return "";
    }
  }

  /** No dump or restore goes on without its service, and no lock stands in anybody's way. */
  private void assertNothingIsLeft() throws Exception {
    assertThat(Leftovers.of(directory))
        .noneMatch(line -> line.contains("/pg_dump") || line.contains("/pg_restore"));
    try (var locks = Files.list(repository(SYSTEM).resolve("locks"))) {
      assertThat(locks).isEmpty();
    }
  }

  private static Predicate<Event> step(RecoveryStep wanted) {
    return event -> event instanceof RecoveryStepStarted started && started.step() == wanted;
  }

  private static Arguments twice(String when, Kill first, Kill second) {
    return Arguments.of(when, List.of(first, second));
  }
}
