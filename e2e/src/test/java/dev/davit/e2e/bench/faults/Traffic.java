package dev.davit.e2e.bench.faults;

import dev.davit.cli.stack.ServiceName;
import dev.davit.contracts.RunId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.event.BackupRequested;
import dev.davit.contracts.event.CancellationRequested;
import dev.davit.contracts.event.RecoveryRequested;
import dev.davit.contracts.event.Request;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Requests for the systems, led by a seed: mostly backups, some recoveries elsewhere, some
 * cancellations, some that another run stands in the way of, some sent twice. One thread's own.
 */
final class Traffic {
  private static final String SOURCE = "/bench/faults";
  private static final Duration TICK = Duration.ofMillis(200);

  /** Of a hundred each. */
  private static final int REPEATED = 20;

  private static final int BY_HTTP = 30;
  private static final int CANCELLED = 12;
  private static final int IN_THE_WAY = 12;
  private static final int RECOVERIES = 15;

  private final List<SmallSystem> systems;
  private final ReplicatedStack stack;
  private final Sender sender;
  private final BrokerLog log;
  private final Story story = new Story();
  private final SplittableRandom random;
  private final Map<SmallSystem, Instant> next = new HashMap<>();
  private final List<Envelope> sent = new ArrayList<>();
  private final List<Posted> undecided = new ArrayList<>();
  private int repeats;

  /** A request on its way, and how. */
  private record Posted(Envelope request, boolean byHttp, Instant notBefore) {}

  Traffic(
      List<SmallSystem> systems, ReplicatedStack stack, Sender sender, BrokerLog log, long seed) {
    this.systems = systems;
    this.stack = stack;
    this.sender = sender;
    this.log = log;
    this.random = new SplittableRandom(seed);
  }

  /** Goes on until then; what is not certain to have been heard is sent again afterwards. */
  void run(Instant end) throws InterruptedException, IOException {
    while (Instant.now().isBefore(end)) {
      listen();
      for (SmallSystem system : systems) {
        if (!Instant.now().isBefore(next.getOrDefault(system, Instant.MIN))) {
          ask(system);
          next.put(system, Instant.now().plusSeconds(2L + random.nextInt(10)));
        }
      }
      sendAgain();
    }
    while (!undecided.isEmpty()) {
      listen();
      sendAgain();
    }
  }

  void listen() {
    story.hear(log.poll(TICK));
  }

  private void ask(SmallSystem system) throws InterruptedException, IOException {
    var live = live(system);
    if (live.isEmpty()) {
      begin(system);
    } else if (chance(CANCELLED)) {
      send(new CancellationRequested(system.name(), live.get(), "not wanted any more"));
    } else if (chance(IN_THE_WAY)) {
      send(new BackupRequested(system.name(), "in between"));
    }
  }

  private void begin(SmallSystem system) throws InterruptedException, IOException {
    if (hasPoint(system) && chance(RECOVERIES)) {
      send(new RecoveryRequested(system.name(), null, system.elsewhere(), false, "to look at it"));
    } else {
      system.change();
      send(new BackupRequested(system.name(), "every now and then"));
    }
  }

  private Optional<RunId> live(SmallSystem system) {
    return story.runs().entrySet().stream()
        .filter(run -> run.getValue().isLive())
        .filter(run -> run.getValue().start().system().equals(system.name()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private boolean hasPoint(SmallSystem system) {
    return story.runs().values().stream()
        .flatMap(run -> run.seals().stream())
        .anyMatch(sealed -> sealed.system().equals(system.name()));
  }

  private boolean chance(int ofHundred) {
    return random.nextInt(100) < ofHundred;
  }

  private void send(Request request) throws InterruptedException {
    var envelope = Envelope.first(SOURCE, Instant.now(), request);
    sent.add(envelope);
    boolean byHttp = chance(BY_HTTP);
    deliver(new Posted(envelope, byHttp, Instant.now()));
    if (chance(REPEATED)) {
      repeats++;
      var later = Instant.now().plusSeconds(random.nextInt(15));
      undecided.add(new Posted(envelope, !byHttp || chance(BY_HTTP), later));
    }
  }

  private void deliver(Posted posted) throws InterruptedException {
    boolean certain =
        posted.byHttp()
            ? sender.post(posted.request(), anyScheduler())
            : sender.publish(posted.request());
    if (!certain) {
      undecided.add(new Posted(posted.request(), posted.byHttp(), Instant.now().plusSeconds(1)));
    }
  }

  private java.net.URI anyScheduler() {
    var schedulers = stack.replicas(ServiceName.SCHEDULER);
    return schedulers.get(random.nextInt(schedulers.size())).address();
  }

  private void sendAgain() throws InterruptedException {
    var now = Instant.now();
    var due = undecided.stream().filter(posted -> !posted.notBefore().isAfter(now)).toList();
    undecided.removeAll(due);
    for (Posted posted : due) {
      deliver(posted);
    }
  }

  /** All requests; each is certain to have been heard. */
  List<Envelope> sent() {
    return sent;
  }

  /** How many of them were sent twice on purpose. */
  int repeats() {
    return repeats;
  }

  /** What has been heard. */
  Story story() {
    return story;
  }
}
