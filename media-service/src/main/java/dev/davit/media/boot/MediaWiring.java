package dev.davit.media.boot;

import dev.davit.kit.inbox.Inbox;
import dev.davit.kit.inbox.Quarantine;
import dev.davit.kit.lifecycle.WorkerService;
import dev.davit.kit.secret.SecretResolver;
import dev.davit.kit.work.WorkHandler;
import dev.davit.kit.work.WorkKind;
import dev.davit.media.MediaCapture;
import dev.davit.media.MediaSteps;
import dev.davit.media.Orders;
import dev.davit.media.RecoveryTools;
import dev.davit.media.TargetSurveyor;
import dev.davit.media.store.MadeStore;
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

/** Puts media-service together, starts its parts, and stops them in the opposite order. */
@Singleton
public class MediaWiring {
  private final MediaConfig config;
  private final DataSource dataSource;
  private final WorkerService service;
  private final Orders orders;

  MediaWiring(MediaConfig config, DataSource dataSource) {
    this.config = config;
    this.dataSource = dataSource;
    this.service = new WorkerService("media", dataSource, InstantSource.system(), Orders::waiting);
    this.orders = new Orders(service.work(), service.outbox());
  }

  /** What both channels hand their batches to. */
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
    MediaKeys.refuseUnknown(all);
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
    var repositories = new RepositoryDoor(new SecretResolver(), config.cache().orElse(null));
    var tools = new RecoveryTools(repositories, new MadeStore(dataSource));
    return Map.of(
        Orders.CAPTURE, new MediaCapture(repositories, service.process(), config.referencesWait()),
        Orders.SURVEY, new TargetSurveyor(tools),
        Orders.STEP, new MediaSteps(tools));
  }

  private Map<WorkKind, Integer> concurrency() {
    int each = config.workers();
    return Map.of(Orders.CAPTURE, each, Orders.SURVEY, each, Orders.STEP, each);
  }
}
