package dev.davit.e2e.bench.faults;

import dev.davit.cli.stack.ServiceProcess;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** What goes wrong, and when, led by a seed. One thread's own. */
final class Faults {
  /** Which, and how many of a hundred. */
  enum Kind {
    KILLED_SERVICE(47),
    FROZEN_SERVICE(15),
    KILLED_BROKER(18),
    RESTARTED_DATABASE(12),
    RESTARTED_SOURCE(8);

    private final int share;

    Kind(int share) {
      this.share = share;
    }
  }

  private static final Duration STEP = Duration.ofMillis(250);

  /** Before it, brokers do not know yet that one is away, and still call themselves whole. */
  private static final Duration NOTICED = Duration.ofSeconds(6);

  private static final int BUSY = 60;
  private static final long WAKING_MILLIS = 1000;

  private final ReplicatedStack stack;
  private final List<SmallSystem> systems;
  private final BrokerHealth health;
  private final Takeovers takeovers;
  private final SplittableRandom random;
  private final Consumer<String> listener;
  private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
  private final List<Frozen> frozen = new ArrayList<>();

  private Instant brokersSettled = Instant.MIN;

  private record Frozen(String name, long pid, Instant until) {}

  Faults(
      ReplicatedStack stack,
      List<SmallSystem> systems,
      BrokerHealth health,
      Takeovers takeovers,
      long seed,
      Consumer<String> listener) {
    this.stack = stack;
    this.systems = systems;
    this.health = health;
    this.takeovers = takeovers;
    this.random = new SplittableRandom(seed);
    this.listener = listener;
  }

  /** Goes on until then; nothing is frozen afterwards. */
  void run(Instant end) throws InterruptedException, IOException {
    while (Instant.now().isBefore(end)) {
      pass(Duration.ofMillis(1000 + random.nextInt(8000)));
      happen();
    }
    while (!frozen.isEmpty()) {
      pass(STEP);
    }
  }

  /** Time in which whoever is frozen wakes up. */
  private void pass(Duration time) throws InterruptedException, IOException {
    var end = Instant.now().plus(time);
    while (Instant.now().isBefore(end)) {
      Thread.sleep(STEP);
      takeovers.look();
      for (Frozen one : List.copyOf(frozen)) {
        if (Instant.now().isAfter(one.until())) {
          frozen.remove(one);
          signal("CONT", one.pid());
          listener.accept("SIGCONT " + one.name());
        }
      }
    }
  }

  private void happen() throws InterruptedException, IOException {
    Kind kind = choose();
    boolean done =
        switch (kind) {
          case KILLED_SERVICE -> killService();
          case FROZEN_SERVICE -> freezeService();
          case KILLED_BROKER -> killBroker();
          case RESTARTED_DATABASE -> restartDatabase();
          case RESTARTED_SOURCE -> restartSource();
        };
    if (done) {
      counts.merge(kind, 1, Integer::sum);
    }
  }

  private Kind choose() {
    int drawn = random.nextInt(100);
    for (Kind kind : Kind.values()) {
      drawn -= kind.share;
      if (drawn < 0) {
        return kind;
      }
    }
    throw new IllegalStateException("the shares are less than 100");
  }

  /** Rather one in the middle of something, if there is one. */
  private ReplicatedStack.Replica victim() {
    boolean busy = random.nextInt(100) < BUSY;
    var any = stack.replicas().get(random.nextInt(stack.replicas().size()));
    int chosen = random.nextInt(Integer.MAX_VALUE);
    if (!busy) {
      return any;
    }
    var pids = takeovers.busy();
    var candidates =
        stack.replicas().stream().filter(one -> pids.contains(one.process().pid())).toList();
    return candidates.isEmpty() ? any : candidates.get(chosen % candidates.size());
  }

  /** Both replicas of a service may be away at once. */
  private boolean killService() {
    var victim = victim();
    var away = away();
    if (victim.process().pid() < 0 || isFrozen(victim.process())) {
      return false;
    }
    takeovers.expect(victim.service(), victim.process().pid());
    victim.process().kill(away);
    listener.accept("kill -9 " + victim.process().name() + text(away));
    return true;
  }

  /** Longer than its lease, so that another takes its work; then it goes on as if nothing was. */
  private boolean freezeService() throws InterruptedException, IOException {
    var victim = victim();
    var time = ReplicatedStack.LEASE.plusMillis(WAKING_MILLIS + random.nextInt(8000));
    if (!victim.process().isReady() || isFrozen(victim.process())) {
      return false;
    }
    long pid = victim.process().pid();
    takeovers.expect(victim.service(), pid);
    signal("STOP", pid);
    frozen.add(new Frozen(victim.process().name(), pid, Instant.now().plus(time)));
    listener.accept("SIGSTOP " + victim.process().name() + text(time));
    return true;
  }

  /** Never a second one while one is away or behind: what is said must still be kept by two. */
  private boolean killBroker() {
    boolean leader = random.nextInt(100) < 60;
    int any = random.nextInt(stack.brokers().size());
    var away = away();
    if (Instant.now().isBefore(brokersSettled) || !health.isWhole()) {
      return false;
    }
    brokersSettled = Instant.now().plus(away).plus(NOTICED);
    int number = leader ? health.leaderOfMost() : any + 1;
    stack.brokers().get(number - 1).kill(away);
    listener.accept("kill -9 kafka-" + number + (leader ? ", leader of most," : "") + text(away));
    return true;
  }

  private boolean restartDatabase() throws InterruptedException, IOException {
    if (!stack.database().isRunning()) {
      return false;
    }
    signal("QUIT", stack.database().pid());
    listener.accept("immediate stop of PostgreSQL");
    return true;
  }

  private boolean restartSource() throws InterruptedException, IOException {
    var system = systems.get(random.nextInt(systems.size()));
    listener.accept("immediate restart of the PostgreSQL of " + system.name());
    system.crash();
    return true;
  }

  private Duration away() {
    return Duration.ofMillis(500 + random.nextInt(8000));
  }

  private boolean isFrozen(ServiceProcess process) {
    return frozen.stream().anyMatch(one -> one.pid() == process.pid());
  }

  private static String text(Duration time) {
    return " for %.1f s".formatted(time.toMillis() / 1000.0);
  }

  private static void signal(String name, long pid) throws InterruptedException, IOException {
    new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
  }

  Map<Kind, Integer> counts() {
    return counts;
  }
}
