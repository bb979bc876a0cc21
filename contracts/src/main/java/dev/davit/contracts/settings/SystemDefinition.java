package dev.davit.contracts.settings;

import dev.davit.contracts.SystemId;
import java.util.List;
import java.util.Objects;

/**
 * A protected system as its owner states it; the form of the REST API and of {@code davit apply
 * -f}.
 *
 * @param schedule null: backups only when asked for
 * @param allowedSources CloudEvents sources that may request runs of this system; empty: any
 */
public record SystemDefinition(
    SystemId name,
    SystemSettings settings,
    ScheduleSettings schedule,
    RetentionPolicy retention,
    Objectives objectives,
    List<String> allowedSources) {
  public SystemDefinition {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(settings, "settings");
    retention = retention == null ? RetentionPolicy.DEFAULT : retention;
    objectives = objectives == null ? Objectives.NONE : objectives;
    allowedSources = allowedSources == null ? List.of() : List.copyOf(allowedSources);
  }
}
