package dev.davit.audit.boot;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Healthy while the threads that claim work and send events run. */
@Liveness
@Readiness
@ApplicationScoped
public class AuditHealth implements HealthCheck {
  private final AuditWiring wiring;

  AuditHealth(AuditWiring wiring) {
    this.wiring = wiring;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("work and outbox").status(wiring.alive()).build();
  }
}
