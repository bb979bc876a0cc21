package dev.davit.scheduler.api;

import dev.davit.contracts.point.PointState;
import dev.davit.scheduler.PointCatalog;
import dev.davit.scheduler.model.ProtectedSystem;
import dev.davit.scheduler.model.RecoveryPoint;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** How a protected system stands against what its owner promised. Open points never count. */
@ApplicationScoped
public class SystemStanding {
  private final PointCatalog catalog;
  private final InstantSource clock;

  SystemStanding(PointCatalog catalog, InstantSource clock) {
    this.catalog = catalog;
    this.clock = clock;
  }

  SystemView view(ProtectedSystem system) {
    var name = system.definition().name();
    var points = catalog.list(name, false);
    Instant last =
        points.stream()
            .filter(point -> point.state() == PointState.SEALED)
            .map(RecoveryPoint::at)
            .findFirst()
            .orElse(null);
    Duration age = last == null ? null : Duration.between(last, clock.instant());
    return new SystemView(
        name.value(),
        system.definition(),
        system.revision(),
        points.size(),
        last,
        age == null ? null : age.toSeconds(),
        rpo(system.definition().objectives().rpo(), age));
  }

  private static String rpo(Duration promised, Duration age) {
    if (promised == null) {
      return "not promised";
    }
    return age != null && age.compareTo(promised) <= 0 ? "met" : "breached";
  }
}
