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

/**
 * How many schedules are fired in a second, of a million of which ten thousand are due in the same
 * second, by two replicas at once: Davit beside db-scheduler, on the same durable PostgreSQL, round
 * by round in turns.
 */
public final class Fires {
  private static final Map<String, String> DATABASE =
      Map.of(
          "max_connections", "200",
          "shared_buffers", "512MB",
          "max_wal_size", "4GB",
          "checkpoint_timeout", "30min");

  private final PrintStream out;
  private final int schedules;
  private final int due;
  private final int rounds;
  private final int threads;
  private final Map<String, List<Double>> rates = new LinkedHashMap<>();

  private Fires(Options options, PrintStream out) {
    options.requireOnly("--schedules", "--due", "--rounds", "--threads");
    this.out = out;
    this.schedules = options.number("--schedules", 1_000_000);
    this.due = options.number("--due", 10_000);
    this.rounds = options.number("--rounds", 7);
    this.threads = options.number("--threads", 20);
  }

  /**
   * @param arguments {@code --schedules} stored, {@code --due} in the same second, {@code
   *     --rounds}, {@code --threads} of each replica of db-scheduler
   */
  public static void main(String... arguments)
      throws IOException, InterruptedException, SQLException {
    new Fires(Options.of(arguments), System.out).run();
  }

  private void run() throws IOException, InterruptedException, SQLException {
    try (var place = Workplace.open("fires");
        var server = BenchServer.start(place.resolve("postgres"), DATABASE)) {
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
    }
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
