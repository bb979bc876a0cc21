package dev.davit.e2e.bench.faults;

import dev.davit.e2e.Leftovers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./davit bench faults}. */
@Command(
    name = "faults",
    mixinStandardHelpOptions = true,
    description = "Replicas, brokers and PostgreSQL killed at random under load; then a verdict.")
public final class FaultsBench implements Callable<Integer> {
  private static final String STATE = "davit.XDG_STATE_HOME";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  @Option(names = "--minutes", defaultValue = "15", description = "How long (default: 15).")
  private double minutes;

  @Option(names = "--seed", description = "Of faults and requests (default: another each time).")
  private Long seed;

  @Option(names = "--systems", defaultValue = "4", description = "How many (default: 4).")
  private int systems;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Absent or empty; kept (default: a temporary one, kept if not all held).")
  private Path data;

  @Override
  public Integer call() throws Exception {
    long drawn = seed == null ? ThreadLocalRandom.current().nextInt(1_000_000) : seed;
    Path directory = directory();
    say("seed " + drawn + ", " + minutes + " minutes, " + systems + " systems, in " + directory);
    System.setProperty(STATE, directory.resolve("state").toString());
    List<String> violations = run(directory, drawn);
    violations.forEach(line -> say("VIOLATED: " + line));
    if (violations.isEmpty() && data == null) {
      delete(directory);
    }
    say(violations.isEmpty() ? "all held; seed " + drawn : "NOT all held; seed " + drawn);
    return violations.isEmpty() ? 0 : 1;
  }

  private List<String> run(Path directory, long drawn) throws Exception {
    var violations = new ArrayList<String>();
    try (var stack = new ReplicatedStack(directory.resolve("stack"), FaultsBench::say).start();
        var ground = new Ground(directory, stack, systems)) {
      say("everything is up");
      violations.addAll(ground.suffer(Duration.ofMillis((long) (minutes * 60_000)), drawn));
    }
    Leftovers.of(directory.resolve("stack"))
        .forEach(line -> violations.add("left running: " + line));
    return violations;
  }

  private Path directory() throws IOException {
    Path directory =
        data == null
            ? Files.createTempDirectory("davit-faults")
            : Files.createDirectories(data.toAbsolutePath().normalize());
    // As root, the servers run as another user, who must pass through.
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    return directory;
  }

  static synchronized void say(String line) {
    System.out.println(LocalTime.now().format(TIME) + " " + line);
  }

  private static void delete(Path directory) throws IOException {
    try (var all = Files.walk(directory)) {
      for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
