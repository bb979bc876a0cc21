package dev.davit.scheduler.api;

import dev.davit.contracts.settings.Objectives;
import dev.davit.contracts.settings.RetentionPolicy;
import dev.davit.contracts.settings.ScheduleSettings;
import dev.davit.contracts.settings.SystemSettings;
import dev.davit.scheduler.model.ProtectedSystem;
import dev.davit.scheduler.model.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A protected system and how it stands. Its definition's own fields come first, so that what is
 * read can be sent back: these further fields are passed over (see {@link
 * dev.davit.contracts.codec.Json#writtenByPeople}), while any unknown one is refused.
 *
 * @param points how many recovery points there are
 * @param lastPointAt the moment that the newest sealed point captures; null: none
 * @param lastPointAgeSeconds its age; null: none
 * @param rpo {@code met}, {@code breached} or {@code not promised}
 * @param rto as {@code rpo}, or {@code not proven}: judged by the newest recovery that ended well
 * @param lastBackupSeconds how long the newest backup took that ended well; null: none
 * @param lastRecoverySeconds how long the newest recovery took that ended well; null: none
 */
public record SystemView(
    String name,
    SystemSettings settings,
    ScheduleSettings schedule,
    RetentionPolicy retention,
    Objectives objectives,
    List<String> allowedSources,
    long revision,
    int points,
    Instant lastPointAt,
    Long lastPointAgeSeconds,
    String rpo,
    String rto,
    Double lastBackupSeconds,
    Double lastRecoverySeconds) {

  static SystemView of(ProtectedSystem system, Standing standing) {
    var definition = system.definition();
    return new SystemView(
        definition.name().value(),
        definition.settings(),
        definition.schedule(),
        definition.retention(),
        definition.objectives(),
        definition.allowedSources(),
        system.revision(),
        standing.points(),
        standing.lastPointAt(),
        standing.age() == null ? null : standing.age().toSeconds(),
        standing.rpo().words(),
        standing.rto().words(),
        seconds(standing.lastBackup()),
        seconds(standing.lastRecovery()));
  }

  private static Double seconds(Duration took) {
    return took == null ? null : took.toMillis() / 1000.0;
  }
}
