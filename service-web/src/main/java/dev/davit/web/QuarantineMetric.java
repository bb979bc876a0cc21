package dev.davit.web;

import dev.davit.kit.inbox.Quarantine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * {@code davit_quarantine_records}: how many records wait for somebody. No part of the service's
 * health, which a publisher's mistake must not touch.
 */
public class QuarantineMetric {
  void register(
      @Observes StartupEvent event,
      MeterRegistry metrics,
      Quarantine quarantine,
      @ConfigProperty(name = "quarkus.application.name") String service) {
    metrics.gauge(
        "davit.quarantine.records", Tags.of("service", service), quarantine, Quarantine::waiting);
  }
}
