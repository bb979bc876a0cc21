package dev.davit.audit.boot;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.davit.audit.Checkpoints;
import dev.davit.audit.EventRecorder;
import dev.davit.audit.EvidenceCollector;
import dev.davit.audit.LogVerifier;
import dev.davit.audit.ObjectProof;
import dev.davit.audit.Orders;
import dev.davit.audit.PointBrowser;
import dev.davit.audit.PointExpirer;
import dev.davit.audit.PointSealer;
import dev.davit.audit.Workplace;
import dev.davit.audit.evidence.Signer;
import dev.davit.contracts.codec.Json;
import dev.davit.kit.inbox.Inbox;
import dev.davit.kit.jdbc.Notifications;
import dev.davit.kit.jdbc.Transactions;
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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts audit-service together, starts its parts, and stops them in the opposite order. */
@Singleton
public class AuditWiring {
  private static final String SOURCE = "/davit/audit-service";

  /** Unique among all processes that work on one queue or one repository. */
  private static final String PROCESS =
      "davit-audit-%d-%.8s".formatted(ProcessHandle.current().pid(), UUID.randomUUID());

  private static final Duration STOP = Duration.ofSeconds(15);

  private final AuditConfig config;
  private final DataSource dataSource;
  private final InstantSource clock = InstantSource.system();
  private final Outbox outbox = new Outbox(SOURCE, clock);
  private final WorkStore work;
  private final Drain drain = new Drain();
  private final Workplace workplace;
  private final Checkpoints checkpoints;
  private OutboxRelay relay;
  private Worker worker;

  AuditWiring(AuditConfig config, DataSource dataSource) {
    this.config = config;
    this.dataSource = dataSource;
    this.work = new PgWorkStore(dataSource, outbox);
    var signer = Signer.of(config.signingKey(), config.trustedKeys().orElse(List.of()));
    var doors = new RepositoryDoor(new SecretResolver(), config.cache().orElse(null));
    var transactions = new Transactions(dataSource);
    workplace = new Workplace(doors, signer, transactions, clock, PROCESS);
    checkpoints = new Checkpoints(transactions, signer, clock, config.checkpointInterval());
  }

  /** What the channel of events hands its batches to. */
  @Produces
  @Singleton
  Inbox inbox() {
    var recorder = new EventRecorder(new Orders(work, outbox), clock);
    return drain.register("inbox", STOP, new Inbox(dataSource, recorder));
  }

  @Produces
  @Singleton
  Workplace workplace() {
    return workplace;
  }

  @Produces
  @Singleton
  Checkpoints checkpoints() {
    return checkpoints;
  }

  @Produces
  @Singleton
  EvidenceCollector evidence() {
    return new EvidenceCollector(workplace.transactions(), checkpoints);
  }

  @Produces
  @Singleton
  LogVerifier verifier() {
    return new LogVerifier(workplace.transactions(), workplace.signer());
  }

  @Produces
  @Singleton
  PointBrowser browser() {
    return new PointBrowser(workplace);
  }

  /** The REST interface speaks the same JSON as the events. */
  @Produces
  @Singleton
  ObjectMapper json() {
    return Json.mapper();
  }

  void start(
      @Observes StartupEvent event,
      Config all,
      @ConfigProperty(name = "kafka.bootstrap.servers") String brokers,
      MeterRegistry metrics) {
    AuditKeys.refuseUnknown(all);
    Producer<String, byte[]> producer =
        drain.register("producer", STOP, EventProducer.open(brokers, Map.of()));
    var notifications = drain.register("notifications", STOP, Notifications.start(dataSource));
    relay = new OutboxRelay(dataSource, producer, notifications.signal());
    drain.register("relay", STOP, relay.start());
    var progress = drain.register("progress", STOP, new ProgressSender(producer, outbox));
    drain.register("housekeeping", STOP, new Housekeeping(dataSource).start());
    drain.register("checkpoints", STOP, checkpoints.start());
    worker = new Worker(work, handlers(), settings(), progress, notifications.signal());
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

  private Map<WorkKind, WorkHandler> handlers() {
    return Map.of(
        Orders.SEAL, new PointSealer(workplace),
        Orders.PROOF, new ObjectProof(workplace, config.sampleBytes()),
        Orders.EXPIRY, new PointExpirer(workplace));
  }

  private WorkerSettings settings() {
    int each = config.workers();
    return WorkerSettings.of(PROCESS).with(Map.of(Orders.SEAL, each, Orders.PROOF, each));
  }
}
