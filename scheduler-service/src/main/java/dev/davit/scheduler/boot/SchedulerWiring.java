package dev.davit.scheduler.boot;

import dev.davit.contracts.topic.Topic;
import dev.davit.kit.inbox.Inbox;
import dev.davit.kit.inbox.Quarantine;
import dev.davit.kit.jdbc.Notifications;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.kit.lifecycle.Drain;
import dev.davit.kit.lifecycle.Housekeeping;
import dev.davit.kit.outbox.EventProducer;
import dev.davit.kit.outbox.Outbox;
import dev.davit.kit.outbox.OutboxRelay;
import dev.davit.scheduler.Hearing;
import dev.davit.scheduler.PointCatalog;
import dev.davit.scheduler.RecoveryOrchestrator;
import dev.davit.scheduler.RequestIntake;
import dev.davit.scheduler.RetentionStarter;
import dev.davit.scheduler.RunLifecycle;
import dev.davit.scheduler.RunStarter;
import dev.davit.scheduler.RunTracker;
import dev.davit.scheduler.RunWatch;
import dev.davit.scheduler.ScheduleChanges;
import dev.davit.scheduler.ScheduleFirer;
import dev.davit.scheduler.ScheduleRegistry;
import dev.davit.scheduler.SystemRegistry;
import dev.davit.scheduler.SystemStanding;
import dev.davit.scheduler.api.ServiceAddresses;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts scheduler-service together, starts its parts, and stops them in the opposite order. */
@Singleton
public class SchedulerWiring {
  private static final String SOURCE = "/davit/scheduler-service";
  private static final Duration STOP = Duration.ofSeconds(5);

  private final SchedulerConfig config;
  private final DataSource dataSource;
  private final InstantSource clock = InstantSource.system();
  private final Transactions transactions;
  private final RunStarter starter;
  private final ScheduleChanges scheduleChanges;
  private final Hearing hearing;
  private final Drain drain = new Drain();
  private OutboxRelay relay;
  private ScheduleFirer firer;

  SchedulerWiring(SchedulerConfig config, DataSource dataSource, MeterRegistry metrics) {
    this.config = config;
    this.dataSource = dataSource;
    transactions = new Transactions(dataSource);
    var outbox = new Outbox(SOURCE, clock);
    var lifecycle = new RunLifecycle(outbox, metrics, clock);
    starter = new RunStarter(lifecycle);
    scheduleChanges = new ScheduleChanges(transactions, metrics, clock);
    var intake = new RequestIntake(outbox, starter);
    var recoveries = new RecoveryOrchestrator(lifecycle, clock);
    var tracker = new RunTracker(lifecycle, recoveries, new RetentionStarter(starter, clock));
    hearing = new Hearing(intake, tracker);
  }

  @Produces
  @Singleton
  @Named("requests")
  Inbox requests() {
    return drain.register("requests", STOP, new Inbox(dataSource, hearing.requests()));
  }

  @Produces
  @Singleton
  @Named("facts")
  Inbox facts() {
    return drain.register("facts", STOP, new Inbox(dataSource, hearing.facts()));
  }

  /** By topic, as the channels have it. */
  @Produces
  @Singleton
  Quarantine quarantine() {
    return new Quarantine(
        dataSource,
        topic -> topic.equals(Topic.REQUESTS.wireName()) ? hearing.requests() : hearing.facts());
  }

  @Produces
  @Singleton
  Transactions transactions() {
    return transactions;
  }

  @Produces
  @Singleton
  Hearing hearing() {
    return hearing;
  }

  @Produces
  @Singleton
  SystemStanding standing() {
    return new SystemStanding(transactions, clock);
  }

  @Produces
  @Singleton
  PointCatalog points() {
    return new PointCatalog(transactions);
  }

  @Produces
  @Singleton
  SystemRegistry systems() {
    return new SystemRegistry(transactions, scheduleChanges);
  }

  @Produces
  @Singleton
  ScheduleRegistry schedules() {
    return new ScheduleRegistry(transactions, scheduleChanges, clock);
  }

  @Produces
  @Singleton
  InstantSource clock() {
    return clock;
  }

  @Produces
  @Singleton
  ServiceAddresses services() {
    return new ServiceAddresses(config.services().addresses());
  }

  void start(
      @Observes StartupEvent event,
      Config all,
      @ConfigProperty(name = "kafka.bootstrap.servers") String brokers,
      MeterRegistry metrics) {
    SchedulerKeys.refuseUnknown(all);
    Producer<String, byte[]> producer =
        drain.register("producer", STOP, EventProducer.open(brokers, Map.of()));
    var notifications = drain.register("notifications", STOP, Notifications.start(dataSource));
    relay = new OutboxRelay(dataSource, producer, notifications.signal());
    drain.register("relay", STOP, relay.start());
    if (config.schedules().enabled()) {
      firer = new ScheduleFirer(transactions, starter, metrics, clock);
      drain.register("schedules", STOP, firer.start());
    }
    drain.register("housekeeping", STOP, new Housekeeping(dataSource, clock).start());
    var standing =
        new StandingMetrics(
            metrics,
            systems(),
            standing(),
            schedules(),
            new RunWatch(transactions, config.runs().silence(), clock));
    drain.register("upkeep", STOP, new Upkeep(transactions, standing, clock).start());
    metrics.gauge("davit.outbox.waiting", relay, OutboxRelay::waiting);
  }

  void stop(@Observes ShutdownEvent event) {
    drain.close();
  }

  /** True while events are sent and what is due is started. */
  boolean alive() {
    return relay != null && relay.alive() && (firer == null || firer.alive());
  }
}
