package dev.davit.audit.boot;

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
import dev.davit.kit.inbox.Inbox;
import dev.davit.kit.inbox.Quarantine;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.kit.lifecycle.WorkerService;
import dev.davit.kit.secret.SecretResolver;
import dev.davit.kit.work.WorkHandler;
import dev.davit.kit.work.WorkKind;
import dev.davit.worker.RepositoryDoor;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts audit-service together, starts its parts, and stops them in the opposite order. */
@Singleton
public class AuditWiring {
  private final AuditConfig config;
  private final InstantSource clock = InstantSource.system();
  private final WorkerService service;
  private final EventRecorder recorder;
  private final Workplace workplace;
  private final Checkpoints checkpoints;

  AuditWiring(AuditConfig config, DataSource dataSource) {
    this.config = config;
    this.service = new WorkerService("audit", dataSource, clock, Orders::waiting);
    this.recorder = new EventRecorder(new Orders(service.work(), service.outbox()), clock);
    var signer = Signer.of(config.signingKey(), config.trustedKeys().orElse(List.of()));
    var doors = new RepositoryDoor(new SecretResolver(), config.cache().orElse(null));
    var transactions = new Transactions(dataSource);
    workplace = new Workplace(doors, signer, transactions, clock, service.process());
    checkpoints = new Checkpoints(transactions, signer, clock, config.checkpointInterval());
  }

  /** What the channel of events hands its batches to. */
  @Produces
  @Singleton
  Inbox inbox() {
    return service.inbox(recorder);
  }

  /** What people do with what the inbox set aside. */
  @Produces
  @Singleton
  Quarantine quarantine() {
    return service.quarantine(recorder);
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

  void start(
      @Observes StartupEvent event,
      Config all,
      @ConfigProperty(name = "kafka.bootstrap.servers") String brokers,
      MeterRegistry metrics) {
    AuditKeys.refuseUnknown(all);
    service.register("checkpoints", checkpoints.start());
    service.start(brokers, handlers(), concurrency(), config.lease());
    metrics.gauge("davit.outbox.waiting", service, WorkerService::waiting);
  }

  void stop(@Observes ShutdownEvent event) {
    service.close();
  }

  /** True while work is claimed and events are sent. */
  boolean alive() {
    return service.alive();
  }

  private Map<WorkKind, WorkHandler> handlers() {
    return Map.of(
        Orders.SEAL, new PointSealer(workplace),
        Orders.PROOF, new ObjectProof(workplace, config.sampleBytes()),
        Orders.EXPIRY, new PointExpirer(workplace));
  }

  private Map<WorkKind, Integer> concurrency() {
    int each = config.workers();
    return Map.of(Orders.SEAL, each, Orders.PROOF, each);
  }
}
