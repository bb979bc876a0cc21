package dev.davit.e2e.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How many schedules are fired in a second, of a million of which ten thousand are due in the same
 * second, by two replicas at once: Davit beside db-scheduler, on the same durable PostgreSQL, round
 * by round in turns.
 */
@Command(
    name = "fires",
    mixinStandardHelpOptions = true,
    description = "Schedule fires per second, beside db-scheduler.")
public final class Fires implements Callable<Integer> {
  private static final Map<String, String> DATABASE =
      Map.of(
          "max_connections", "200",
          "shared_buffers", "512MB",
          "max_wal_size", "4GB",
          "checkpoint_timeout", "30min");

  @Option(names = "--schedules", defaultValue = "1000000", description = "stored")
  private int schedules;

  @Option(names = "--due", defaultValue = "10000", description = "of them in the same second")
  private int due;

  @Option(names = "--rounds", defaultValue = "7", description = "that count; one warms up")
  private int rounds;

  @Option(names = "--threads", defaultValue = "20", description = "of each replica of db-scheduler")
  private int threads;

  @Option(names = "--statements", description = "says which took the database longest")
  private boolean statements;

  private final PrintStream out = System.out;
  private final Map<String, List<Double>> rates = new LinkedHashMap<>();

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    try (var place = Workplace.open("fires");
        var server =
            BenchServer.start(
                place.resolve("postgres"),
                statements ? BenchServer.counting(DATABASE) : DATABASE)) {
      out.printf(
          Locale.ROOT,
          "%s; %,d schedules, %,d due at once, two replicas; %d processors%n",
          server.words(),
          schedules,
          due,
          Runtime.getRuntime().availableProcessors());
      DbSchedulerFires.store(server, schedules);
      try (var handlers = server.pool("peer", 2 * threads);
          var davit = new DavitFires(server, schedules);
          var empty =
              new DbSchedulerFires("db-scheduler, empty handler", server, threads, instance -> {});
          var rows =
              new DbSchedulerFires(
                  "db-scheduler, same rows", server, threads, new SameRows(handlers))) {
        rounds(new ArrayList<>(List.of(davit, empty, rows)));
      }
      if (statements) {
        server.statements().forEach(out::println);
      }
    }
    return 0;
  }

  /** The first round warms up. */
  private void rounds(List<Contender> contenders) throws InterruptedException, SQLException {
    for (int round = 0; round <= rounds; round++) {
      for (Contender contender : contenders) {
        double rate = round(contender, round + 1);
        out.printf(Locale.ROOT, "round %d: %s %,.0f/s%n", round, contender.name(), rate);
        if (round > 0) {
          rates.computeIfAbsent(contender.name(), name -> new ArrayList<>()).add(rate);
        }
      }
      Collections.rotate(contenders, 1);
    }
    report();
  }

  private double round(Contender contender, int number) throws InterruptedException, SQLException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    contender.prepare(number, schedules / due, now);
    long begin = System.nanoTime();
    contender.fire(due);
    double seconds = (System.nanoTime() - begin) / 1e9;
    contender.verify(due, now);
    return due / seconds;
  }

  private void report() {
    List<Double> davit = rates.get("Davit");
    rates.forEach((name, values) -> {
      List<Double> ratios = new ArrayList<>();
      for (int i = 0; i < values.size(); i++) {
        ratios.add(davit.get(i) / values.get(i));
      }
      var ratio = Numbers.of(ratios);
      out.printf(
          Locale.ROOT,
          "%s: %s fires/s; Davit's is %.2f times that (%.2f to %.2f)%n",
          name,
          Numbers.of(values).spread(),
          ratio.median(),
          ratio.least(),
          ratio.most());
    });
    out.println("each fired exactly once, in every round");
  }
}
