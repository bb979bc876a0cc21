package dev.davit.e2e.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How many triggers the scheduler answers in a second, and how fast: from the request on {@code
 * davit.requests.v1} to its answer on {@code davit.scheduler.events.v1}, on a real broker, a
 * durable PostgreSQL and the real service.
 *
 * <p>First as many as it can take, in a closed loop; then half of that, steadily, for the latency.
 */
@Command(
    name = "triggers",
    mixinStandardHelpOptions = true,
    description = "Triggers answered per second, and how fast.")
public final class Triggers implements Callable<Integer> {
  private static final Duration WARM_UP = Duration.ofSeconds(20);

  @Option(names = "--seconds", defaultValue = "60", description = "of each phase")
  private int seconds;

  @Option(
      names = "--rate",
      defaultValue = "0",
      description = "a second in the steady phase; without it half of what was found")
  private int rate;

  @Option(names = "--systems", defaultValue = "10000", description = "that are protected")
  private int systems;

  @Option(names = "--unanswered", defaultValue = "2000", description = "at once, at the maximum")
  private int unanswered;

  @Option(
      names = "--runs-stay",
      description = "nobody ends runs, so that nearly all requests are rejected")
  private boolean staying;

  @Option(names = "--jvm", split = " ", description = "options of the scheduler's")
  private List<String> jvm = List.of();

  private final PrintStream out = System.out;
  private int sent;

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    try (var place = Workplace.open("triggers");
        var stack = SchedulerStack.start(place, jvm);
        var database = stack.database().pool("scheduler", 3)) {
      try (var connection = database.getConnection()) {
        Systems.store(connection, systems);
      }
      out.printf(
          "%s; broker, database, scheduler and load share %d processors; %,d systems; runs %s%n",
          stack.database().words(),
          Runtime.getRuntime().availableProcessors(),
          systems,
          staying ? "stay live" : "are ended by the benchmark in the workers' place");
      try (var answers = new Answers(stack.bootstrap());
          var client = new TriggerClient(stack.bootstrap(), systems)) {
        phases(stack, database, client, answers);
      }
    }
    return 0;
  }

  private void phases(
      SchedulerStack stack, DataSource database, TriggerClient client, Answers answers)
      throws IOException, InterruptedException, SQLException {
    phase("warm-up", 0, WARM_UP, stack, database, client, answers);
    memory("start", stack);
    var most = phase("maximum", 0, Duration.ofSeconds(seconds), stack, database, client, answers);
    memory("middle", stack);
    int steady = rate == 0 ? (int) (most.rate() / 2) : rate;
    phase(
        "steady " + steady + "/s",
        steady,
        Duration.ofSeconds(seconds),
        stack,
        database,
        client,
        answers);
    memory("end", stack);
  }

  private TriggerPhase.Result phase(
      String name,
      int perSecond,
      Duration length,
      SchedulerStack stack,
      DataSource database,
      TriggerClient client,
      Answers answers)
      throws InterruptedException, SQLException {
    var before = cpu(stack);
    long begin = System.nanoTime();
    TriggerPhase.Result result;
    try (var outbox = new OutboxWatch(database, !staying)) {
      result = new TriggerPhase(client, answers, sent).run(perSecond, unanswered, length);
      sent += result.requests();
      out.printf("%s: %s%n", name, result);
      out.printf(
          Locale.ROOT,
          "  outbox: %,d waiting at most, oldest %.2f s; processors used: %s%n",
          outbox.mostWaiting(),
          outbox.oldestSeconds(),
          used(before, cpu(stack), (System.nanoTime() - begin) / 1e9));
    }
    return result;
  }

  private void memory(String when, SchedulerStack stack) throws IOException, InterruptedException {
    long pid = stack.schedulerPid();
    out.printf(
        "  scheduler at %s: %d MiB alive on the heap, %d MiB resident%n",
        when, ProcessCost.liveHeapMebibytes(pid), ProcessCost.residentMebibytes(pid));
  }

  private static Map<String, Double> cpu(SchedulerStack stack) {
    var seconds = new LinkedHashMap<String, Double>();
    seconds.put("scheduler", ProcessCost.cpuSeconds(stack.schedulerPid()));
    seconds.put("database", ProcessCost.cpuSeconds(stack.database().pid()));
    seconds.put("broker", ProcessCost.cpuSeconds(stack.brokerPid()));
    seconds.put("load", ProcessCost.ownCpuSeconds());
    return seconds;
  }

  private static String used(
      Map<String, Double> before, Map<String, Double> after, double seconds) {
    var words = new LinkedHashMap<String, String>();
    after.forEach((name, value) ->
        words.put(name, String.format(Locale.ROOT, "%.2f", (value - before.get(name)) / seconds)));
    return words.toString();
  }
}
