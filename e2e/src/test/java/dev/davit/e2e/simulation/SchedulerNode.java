package dev.davit.e2e.simulation;

import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.topic.Topic;
import dev.davit.kit.inbox.EventHandler;
import dev.davit.kit.outbox.Outbox;
import dev.davit.scheduler.Hearing;
import dev.davit.scheduler.RecoveryOrchestrator;
import dev.davit.scheduler.RequestIntake;
import dev.davit.scheduler.RetentionStarter;
import dev.davit.scheduler.RunLifecycle;
import dev.davit.scheduler.RunStarter;
import dev.davit.scheduler.RunTracker;
import dev.davit.scheduler.ScheduleChanges;
import dev.davit.scheduler.ScheduleFirer;
import dev.davit.scheduler.SystemRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.time.InstantSource;

/** scheduler-service's rules. */
final class SchedulerNode extends Node {
  private final Hearing hearing;
  private final ScheduleFirer firer;
  final SystemRegistry systems;

  SchedulerNode(Connection real, SimulatedBroker broker, Chance chance, InstantSource clock) {
    super("scheduler-service", real, broker, chance);
    var outbox = new Outbox("/davit/scheduler-service", clock);
    var metrics = new SimpleMeterRegistry();
    var lifecycle = new RunLifecycle(outbox, metrics, clock);
    var starter = new RunStarter(lifecycle);
    var tracker =
        new RunTracker(
            lifecycle,
            new RecoveryOrchestrator(lifecycle, clock),
            new RetentionStarter(starter, clock));
    hearing = new Hearing(new RequestIntake(outbox, starter), tracker);
    firer = new ScheduleFirer(transactions, starter, metrics, clock);
    systems = new SystemRegistry(observing, new ScheduleChanges(observing, metrics, clock));
  }

  @Override
  EventHandler handler(Topic topic) {
    return topic == Topic.REQUESTS ? hearing::request : hearing::fact;
  }

  /** A request by HTTP: its sender hears the answer at once, or nothing. */
  void ask(Envelope request) {
    transactions.run(tx -> hearing.request(request, tx));
  }

  /** Starts what waits or is due, after what a clock that was set back makes undone. */
  boolean fire() {
    return firer.setBack() || firer.startWaiting() || firer.fireDue();
  }
}
