package dev.davit.kit.lifecycle;

import dev.davit.kit.inbox.EventHandler;
import dev.davit.kit.inbox.Inbox;
import dev.davit.kit.inbox.Quarantine;
import dev.davit.kit.jdbc.Notifications;
import dev.davit.kit.outbox.EventProducer;
import dev.davit.kit.outbox.Outbox;
import dev.davit.kit.outbox.OutboxRelay;
import dev.davit.kit.work.PgWorkStore;
import dev.davit.kit.work.ProgressSender;
import dev.davit.kit.work.Waiting;
import dev.davit.kit.work.WorkHandler;
import dev.davit.kit.work.WorkKind;
import dev.davit.kit.work.WorkStore;
import dev.davit.kit.work.Worker;
import dev.davit.kit.work.WorkerSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * What a service that obeys orders consists of around its handlers: an inbox that turns orders into
 * work, a worker that does it, an outbox whose relay says what came of it, progress, housekeeping.
 * Parts stop in the opposite order of their registration, each within 15 s: the worker before the
 * relay that sends its last facts. Thread-safe once started.
 */
public final class WorkerService implements AutoCloseable {
  private static final Duration STOP = Duration.ofSeconds(15);

  private final DataSource dataSource;
  private final InstantSource clock;
  private final String process;
  private final Outbox outbox;
  private final WorkStore work;
  private final Drain drain = new Drain();
  private volatile OutboxRelay relay;
  private volatile Worker worker;

  /**
   * Not yet started.
   *
   * @param name short, such as {@code dump}: events come from {@code /davit/dump-service}
   * @param waiting how it is said that work waits, and why
   */
  public WorkerService(String name, DataSource dataSource, InstantSource clock, Waiting waiting) {
    this.dataSource = dataSource;
    this.clock = clock;
    this.process =
        "davit-%s-%d-%.8s".formatted(name, ProcessHandle.current().pid(), UUID.randomUUID());
    this.outbox = new Outbox("/davit/" + name + "-service", clock);
    this.work = new PgWorkStore(dataSource, outbox, waiting);
  }

  /** Unique among all processes that work on one queue or one repository. */
  public String process() {
    return process;
  }

  public Outbox outbox() {
    return outbox;
  }

  public WorkStore work() {
    return work;
  }

  /** What channels hand their batches to. */
  public Inbox inbox(EventHandler handler) {
    return register("inbox", new Inbox(dataSource, handler));
  }

  /** What people do with what {@link #inbox} set aside; {@code handler} is the same. */
  public Quarantine quarantine(EventHandler handler) {
    return new Quarantine(dataSource, topic -> handler);
  }

  /** A part of the service's own, which stops before all that were registered earlier. */
  public <T extends AutoCloseable> T register(String name, T part) {
    return drain.register(name, STOP, part);
  }

  /**
   * Called once.
   *
   * @param brokers {@code host:port,…}
   * @param handlers what does each kind of work
   * @param concurrency how many items of a kind at the same time; 1 for kinds not named
   * @param lease how long a silent worker's work is left to it
   */
  public void start(
      String brokers,
      Map<WorkKind, WorkHandler> handlers,
      Map<WorkKind, Integer> concurrency,
      Duration lease) {
    var producer = register("producer", EventProducer.open(brokers, Map.of()));
    var signal = register("notifications", Notifications.start(dataSource)).signal();
    relay = register("relay", new OutboxRelay(dataSource, producer, signal)).start();
    var progress = register("progress", new ProgressSender(producer, outbox));
    register("housekeeping", new Housekeeping(dataSource, clock).start());
    var settings = WorkerSettings.of(process).withLease(lease).with(concurrency);
    worker = register("worker", new Worker(work, handlers, settings, progress, signal)).start();
  }

  /** True while work is claimed and events are sent: health asks this. */
  public boolean alive() {
    return worker != null && worker.alive() && relay.alive();
  }

  /** Events that wait to be sent; 0 before the start. */
  public long waiting() {
    return relay == null ? 0 : relay.waiting();
  }

  @Override
  public void close() {
    drain.close();
  }
}
