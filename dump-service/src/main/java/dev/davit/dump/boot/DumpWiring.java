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
import dev.davit.kit.inbox.Quarantine;
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
import java.util.Map;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts dump-service together, starts its parts, and stops them in the opposite order. */
@Singleton
public class DumpWiring {
  private final DumpConfig config;
  private final DataSource dataSource;
  private final WorkerService service;
  private final Orders orders;

  DumpWiring(DumpConfig config, DataSource dataSource) {
    this.config = config;
    this.dataSource = dataSource;
    this.service = new WorkerService("dump", dataSource, InstantSource.system(), Orders::waiting);
    this.orders = new Orders(service.work(), service.outbox());
  }

  /** What the orders' channel hands its batches to. */
  @Produces
  @Singleton
  Inbox inbox() {
    return service.inbox(orders);
  }

  /** What people do with what the inbox set aside. */
  @Produces
  @Singleton
  Quarantine quarantine() {
    return service.quarantine(orders);
  }

  void start(
      @Observes StartupEvent event,
      Config all,
      @ConfigProperty(name = "kafka.bootstrap.servers") String brokers,
      MeterRegistry metrics) {
    DumpKeys.refuseUnknown(all);
    var room = service.register("staging", StagingRoom.open(config.staging()));
    service.start(brokers, handlers(room), concurrency(), config.lease());
    metrics.gauge("davit.outbox.waiting", service, WorkerService::waiting);
  }

  void stop(@Observes ShutdownEvent event) {
    service.close();
  }

  /** True while work is claimed and events are sent. */
  boolean alive() {
    return service.alive();
  }

  private Map<WorkKind, WorkHandler> handlers(StagingRoom room) {
    var secrets = new SecretResolver();
    var repositories = new RepositoryDoor(secrets, config.cache().orElse(null));
    var postgres = config.postgres();
    var settings =
        new ToolSettings(
            postgres.programs().orElse(null),
            postgres.jobs(),
            postgres.guardWait(),
            service.process());
    var tools = new RecoveryTools(repositories, secrets, room, settings, new MadeStore(dataSource));
    return Map.of(
        Orders.CAPTURE, new DatabaseCapture(repositories, secrets, room, settings),
        Orders.SURVEY, new TargetSurveyor(tools),
        Orders.STEP, new DatabaseSteps(tools));
  }

  private Map<WorkKind, Integer> concurrency() {
    int each = config.workers();
    return Map.of(Orders.CAPTURE, each, Orders.SURVEY, each, Orders.STEP, each);
  }
}
