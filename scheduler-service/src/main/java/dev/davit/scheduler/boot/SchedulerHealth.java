package dev.davit.scheduler.boot;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Healthy while events are sent and what is due is started. */
@Liveness
@Readiness
@ApplicationScoped
public class SchedulerHealth implements HealthCheck {
  private final SchedulerWiring wiring;

  SchedulerHealth(SchedulerWiring wiring) {
    this.wiring = wiring;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("outbox and schedules").status(wiring.alive()).build();
  }
}
