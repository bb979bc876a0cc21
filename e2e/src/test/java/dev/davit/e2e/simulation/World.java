package dev.davit.e2e.simulation;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.EncodedEvent;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.event.BackupRequested;
import dev.davit.contracts.event.CancellationRequested;
import dev.davit.contracts.event.RecoveryRequested;
import dev.davit.contracts.event.Request;
import dev.davit.contracts.settings.DatabaseSettings;
import dev.davit.contracts.settings.DeploymentKind;
import dev.davit.contracts.settings.Objectives;
import dev.davit.contracts.settings.Overlap;
import dev.davit.contracts.settings.RepositorySettings;
import dev.davit.contracts.settings.RetentionPolicy;
import dev.davit.contracts.settings.ScheduleSettings;
import dev.davit.contracts.settings.SecretRef;
import dev.davit.contracts.settings.SystemDefinition;
import dev.davit.contracts.settings.SystemSettings;
import dev.davit.contracts.settings.WorkLimits;
import dev.davit.contracts.topic.Topic;
import dev.davit.e2e.simulation.Schemas.ServiceSchema;
import dev.davit.kit.inbox.EventHandler;
import dev.davit.kit.outbox.Outbox;
import dev.davit.kit.testing.SettableClock;
import dev.davit.kit.work.WorkKind;
import dev.davit.kit.work.WorkStore;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** One protected system and all that serves it, for one history. */
final class World {
  static final Instant START = Instant.parse("2026-03-10T10:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int STEPS = 40;
  private static final int ROUNDS = 200;

  /** Backups wait for recoveries, and retention for both. */
  private static final WorkLimits ALONE = new WorkLimits(0, 1, 1, List.of());

  final SystemId system;

  /** Between two nominal fires of its schedule. */
  final Duration interval;

  final SettableClock clock = new SettableClock(START);
  final SimulatedBroker broker = new SimulatedBroker();
  final SimulatedTarget target = new SimulatedTarget();
  final Chance chance;
  final AuditScript audit;
  final SchedulerNode scheduler;
  final List<WorkerNode> workers;
  final List<Envelope> requests = new ArrayList<>();

  /** The latest that the clock ever showed when it was set. */
  private Instant latest = START;

  /** Ids of requests that the broker has: those must be answered. */
  final Set<String> published = new HashSet<>();

  World(long seed, Schemas schemas) {
    chance = new Chance(seed);
    system = new SystemId("system-" + Long.toHexString(seed));
    interval = chance.below(4) == 0 ? Duration.ofMinutes(10) : HOUR;
    var facts = new Facts(clock, chance.below(2) == 0);
    audit = new AuditScript(facts);
    scheduler = new SchedulerNode(schemas.of(ServiceSchema.SCHEDULER), broker, chance, clock);
    workers =
        List.of(
            worker(
                "dump-service",
                schemas.of(ServiceSchema.DUMP),
                dump(),
                new DumpScript(target, facts)),
            worker(
                "media-service",
                schemas.of(ServiceSchema.MEDIA),
                media(),
                new MediaScript(target, facts)),
            worker("audit-service", schemas.of(ServiceSchema.AUDIT), audit(), audit));
    scheduler.systems.put(definition(seed % 2 == 0 ? ALONE : WorkLimits.NONE));
  }

  private record Duties(BiFunction<WorkStore, Outbox, EventHandler> orders, Set<WorkKind> kinds) {}

  private static Duties dump() {
    return new Duties(
        dev.davit.dump.Orders::new,
        Set.of(
            dev.davit.dump.Orders.CAPTURE,
            dev.davit.dump.Orders.SURVEY,
            dev.davit.dump.Orders.STEP));
  }

  private static Duties media() {
    return new Duties(
        dev.davit.media.Orders::new,
        Set.of(
            dev.davit.media.Orders.CAPTURE,
            dev.davit.media.Orders.SURVEY,
            dev.davit.media.Orders.STEP));
  }

  private static Duties audit() {
    return new Duties(
        dev.davit.audit.Orders::new,
        Set.of(
            dev.davit.audit.Orders.SEAL,
            dev.davit.audit.Orders.PROOF,
            dev.davit.audit.Orders.EXPIRY));
  }

  private WorkerNode worker(String name, Connection schema, Duties duties, Script script) {
    return new WorkerNode(
        name, schema, broker, chance, clock, duties.orders(), duties.kinds(), script);
  }

  private SystemDefinition definition(WorkLimits limits) {
    var settings =
        new SystemSettings(
            DeploymentKind.FULL_BACKEND,
            "generic",
            new DatabaseSettings(null, "postgresql://u@h:5432/db", null, List.of(), null),
            List.of(),
            List.of(),
            List.of(),
            new RepositorySettings("/r", new SecretRef("env:PASSWORD"), Map.of(), null, null),
            limits);
    return new SystemDefinition(
        system,
        settings,
        new ScheduleSettings(
            interval.equals(HOUR) ? "@hourly" : "*/10 * * * *",
            "Europe/Berlin",
            false,
            chance.oneOf(List.of(Overlap.values())),
            null,
            null,
            null),
        new RetentionPolicy(0, 0, 0, 1, 0, 0),
        Objectives.NONE,
        List.of());
  }

  /** Trouble first, then calm until nothing moves any more. */
  void live() throws InterruptedException {
    for (int i = 0; i < STEPS; i++) {
      try {
        happen();
      } catch (Killed dead) {
        // Whose process it was does not matter: each one may lose its memory at any time.
        chance.oneOf(workers).crash();
      }
    }
    chance.calm();
    clock.set(later(latest, clock.instant())); // right again, so that nothing lies in the future
    settle();
  }

  private void happen() throws InterruptedException {
    switch (chance.below(21)) {
      case 0, 1 -> request(new BackupRequested(system, null));
      case 2 -> request(new RecoveryRequested(system, null, null, true, null));
      case 3 -> cancel();
      case 4 -> repeat();
      case 5 -> pass(Duration.ofSeconds(chance.below(30)));
      case 6 -> pass(Duration.ofSeconds(chance.below(1200)));
      case 7 -> node().hearAgain();
      case 8 -> chance.oneOf(workers).crash();
      case 9 -> scheduler.fire();
      case 20 -> jump();
      case 10, 11, 12 -> node().say();
      case 13, 14, 15 -> node().hear();
      default -> chance.oneOf(workers).work();
    }
  }

  private Node node() {
    int which = chance.below(workers.size() + 1);
    return which == workers.size() ? scheduler : workers.get(which);
  }

  private void request(Request wish) {
    var envelope = Envelope.first("/simulation", clock.instant(), wish);
    requests.add(envelope);
    send(envelope);
  }

  /** A sender who heard no answer asks again, by another door perhaps. */
  private void repeat() {
    if (!requests.isEmpty()) {
      send(chance.oneOf(requests));
    }
  }

  private void send(Envelope request) {
    if (chance.below(3) == 0) {
      scheduler.ask(request);
    } else {
      EncodedEvent encoded = EventCodec.encode(request);
      broker.append(Topic.REQUESTS, encoded.headers(), encoded.body());
      published.add(request.id());
    }
  }

  private void cancel() {
    List<RunId> runs = Histories.of(broker).exclusive();
    if (!runs.isEmpty()) {
      request(new CancellationRequested(system, runs.getLast(), null));
    }
  }

  /** The services' clock alone is set, forward or back; the database's goes its way. */
  private void jump() {
    latest = later(latest, clock.instant());
    clock.advance(Duration.ofSeconds(chance.below(7200) - 3600));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private void pass(Duration time) {
    clock.advance(time);
    workers.forEach(worker -> worker.pass(time));
  }

  /** Until a long time passes in which nobody has anything to do. */
  private void settle() throws InterruptedException {
    int idle = 0;
    for (int round = 0; idle < 2; round++) {
      if (round > ROUNDS) {
        throw new AssertionError("it never comes to rest");
      }
      boolean busy = settleOnce();
      idle = busy ? 0 : idle + 1;
      workers.forEach(worker -> worker.pass(Duration.ofMinutes(5)));
    }
  }

  private boolean settleOnce() throws InterruptedException {
    boolean busy = scheduler.fire();
    for (Node node : nodes()) {
      while (node.hear()) {
        busy = true;
      }
      while (node.say()) {
        busy = true;
      }
    }
    for (WorkerNode worker : workers) {
      for (int i = 0; i < 10 && worker.work(); i++) {
        busy = true;
      }
    }
    return busy;
  }

  /** So that no other history hears of its system. */
  void end() {
    scheduler.systems.delete(system);
  }

  List<Node> nodes() {
    var all = new ArrayList<Node>(workers);
    all.add(scheduler);
    return all;
  }
}
