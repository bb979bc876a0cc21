package dev.davit.dump.boot;

import dev.davit.dump.DatabaseCapture;
import dev.davit.dump.DatabaseSteps;
import dev.davit.dump.Orders;
import dev.davit.dump.RecoveryTools;
import dev.davit.dump.StagingRoom;
import dev.davit.dump.TargetSurveyor;
import dev.davit.dump.ToolSettings;
import dev.davit.dump.store.MadeStore;
import dev.davit.kit.inbox.Inbox;
import dev.davit.kit.jdbc.Notifications;
import dev.davit.kit.lifecycle.Drain;
import dev.davit.kit.lifecycle.Housekeeping;
import dev.davit.kit.outbox.EventProducer;
import dev.davit.kit.outbox.Outbox;
import dev.davit.kit.outbox.OutboxRelay;
import dev.davit.kit.secret.SecretResolver;
import dev.davit.kit.work.PgWorkStore;
import dev.davit.kit.work.ProgressSender;
import dev.davit.kit.work.WorkHandler;
import dev.davit.kit.work.WorkKind;
import dev.davit.kit.work.WorkStore;
import dev.davit.kit.work.Worker;
import dev.davit.kit.work.WorkerSettings;
import dev.davit.worker.RepositoryDoor;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts dump-service together, starts its parts, and stops them in the opposite order. */
@Singleton
public class DumpWiring {
  private static final String SOURCE = "/davit/dump-service";

  /** Unique among all processes that work on one queue or one repository. */
  private static final String PROCESS =
      "davit-dump-%d-%.8s".formatted(ProcessHandle.current().pid(), UUID.randomUUID());

  private static final Duration STOP = Duration.ofSeconds(15);

  private final DumpConfig config;
  private final DataSource dataSource;
  private final Outbox outbox = new Outbox(SOURCE, InstantSource.system());
  private final WorkStore work;
  private final Drain drain = new Drain();
  private OutboxRelay relay;
  private Worker worker;

  DumpWiring(DumpConfig config, DataSource dataSource) {
    this.config = config;
    this.dataSource = dataSource;
    this.work = new PgWorkStore(dataSource, outbox);
  }

  /** What the orders' channel hands its batches to. */
  @Produces
  @Singleton
  Inbox inbox() {
    return drain.register("inbox", STOP, new Inbox(dataSource, new Orders(work, outbox)));
  }

  void start(
      @Observes StartupEvent event,
      Config all,
      @ConfigProperty(name = "kafka.bootstrap.servers") String brokers,
      MeterRegistry metrics) {
    DumpKeys.refuseUnknown(all);
    var room = drain.register("staging", STOP, StagingRoom.open(config.staging()));
    Producer<String, byte[]> producer =
        drain.register("producer", STOP, EventProducer.open(brokers, Map.of()));
    var notifications = drain.register("notifications", STOP, Notifications.start(dataSource));
    relay = new OutboxRelay(dataSource, producer, notifications.signal());
    drain.register("relay", STOP, relay.start());
    var progress = drain.register("progress", STOP, new ProgressSender(producer, outbox));
    worker = new Worker(work, handlers(room), settings(), progress, notifications.signal());
    drain.register("housekeeping", STOP, new Housekeeping(dataSource).start());
    drain.register("worker", STOP, worker.start());
    metrics.gauge("davit.outbox.waiting", relay, OutboxRelay::waiting);
  }

  void stop(@Observes ShutdownEvent event) {
    drain.close();
  }

  /** True while work is claimed and events are sent. */
  boolean alive() {
    return worker != null && worker.alive() && relay.alive();
  }

  private Map<WorkKind, WorkHandler> handlers(StagingRoom room) {
    var secrets = new SecretResolver();
    var repositories = new RepositoryDoor(secrets, config.cache().orElse(null));
    var postgres = config.postgres();
    var settings =
        new ToolSettings(
            postgres.programs().orElse(null), postgres.jobs(), postgres.guardWait(), PROCESS);
    var tools = new RecoveryTools(repositories, secrets, room, settings, new MadeStore(dataSource));
    return Map.of(
        Orders.CAPTURE, new DatabaseCapture(repositories, secrets, room, settings),
        Orders.SURVEY, new TargetSurveyor(tools),
        Orders.STEP, new DatabaseSteps(tools));
  }

  private WorkerSettings settings() {
    int each = config.workers();
    return WorkerSettings.of(PROCESS)
        .with(Map.of(Orders.CAPTURE, each, Orders.SURVEY, each, Orders.STEP, each));
  }
}
