package dev.davit.e2e.bench.faults;

import dev.davit.cli.stack.ServiceName;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

/** The systems of a stack, what happens to them, and how it comes to rest. */
final class Ground implements AutoCloseable {
  private static final Duration CALM_LIMIT = Duration.ofMinutes(6);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final String EVERY_MINUTE = "* * * * *";

  private final ReplicatedStack stack;
  private final List<SmallSystem> systems = new ArrayList<>();
  private final StateTables tables;

  Ground(Path directory, ReplicatedStack stack, int number) throws Exception {
    this.stack = stack;
    this.tables = new StateTables(stack.database());
    for (int i = 1; i <= number; i++) {
      systems.add(
          SmallSystem.protect(
              "shop-" + i, directory.resolve("shop-" + i), stack, i == 1 ? EVERY_MINUTE : null));
    }
  }

  /** Returns what did not hold. */
  List<String> suffer(Duration time, long seed) throws Exception {
    try (var sender = new Sender(stack.kafka());
        var log = new BrokerLog(stack.kafka());
        var health = new BrokerHealth(stack.kafka())) {
      var takeovers = new Takeovers(tables);
      var faults = new Faults(stack, systems, health, takeovers, seed, FaultsBench::say);
      var traffic = new Traffic(systems, stack, sender, log, seed + 1);
      trouble(traffic, faults, Instant.now().plus(time));
      boolean calm = calmDown();
      log.readToEnd();
      var story = new Story();
      story.hear(log.events());
      new Figures(story, traffic, faults, takeovers, log).lines().forEach(FaultsBench::say);
      var violations =
          new Verdict(stack, systems, tables, traffic.sent(), log.events(), story).violations();
      log.malformed().forEach(line -> violations.add("malformed event: " + line));
      if (!calm) {
        violations.addFirst("not at rest within " + CALM_LIMIT.toMinutes() + " minutes");
      }
      return violations;
    }
  }

  private void trouble(Traffic traffic, Faults faults, Instant end) throws Exception {
    try (var threads = Executors.newFixedThreadPool(1)) {
      var requests =
          threads.submit(() -> {
            traffic.run(end);
            return null;
          });
      faults.run(end);
      FaultsBench.say("no more faults");
      requests.get();
    }
  }

  /** False if something goes on still when the time is over. */
  private boolean calmDown() throws Exception {
    awaitUntil(stack::isReady);
    SmallSystem.davit(
        "schedule", "pause", "shop-1", "--reason", "the end", "--server", stack.server() + "");
    long began = System.nanoTime();
    boolean calm = awaitUntil(this::isAtRest);
    FaultsBench.say("%s after %d s".formatted(calm ? "at rest" : "NOT at rest", seconds(began)));
    return calm;
  }

  private static long seconds(long began) {
    return Duration.ofNanos(System.nanoTime() - began).toSeconds();
  }

  /** What may fail while a server is not up yet. */
  @FunctionalInterface
  private interface Condition {
    boolean holds() throws SQLException, IOException;
  }

  private static boolean awaitUntil(Condition condition) throws InterruptedException {
    var end = Instant.now().plus(CALM_LIMIT);
    while (Instant.now().isBefore(end)) {
      try {
        if (condition.holds()) {
          return true;
        }
      } catch (SQLException | IOException e) {
        FaultsBench.say("not yet: " + e.getMessage());
      }
      Thread.sleep(PAUSE);
    }
    return false;
  }

  private boolean isAtRest() throws SQLException, IOException {
    if (!stack.isReady()
        || tables.count(ServiceName.SCHEDULER, "select count(*) from run where not ended") > 0) {
      return false;
    }
    for (ServiceName service : ServiceName.values()) {
      if (tables.count(service, "select count(*) from outbox") > 0
          || tables.count(service, Verdict.LIVE_WORK) > 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    for (SmallSystem system : systems) {
      system.close();
    }
  }
}
