package dev.davit.scheduler.api;

import dev.davit.contracts.settings.SystemDefinition;
import java.time.Instant;

/**
 * A protected system and how it stands.
 *
 * @param points how many recovery points there are
 * @param lastPointAt the moment that the newest sealed point captures; null: none
 * @param lastPointAgeSeconds its age; null: none
 * @param rpo {@code met}, {@code breached} or {@code not promised}
 */
public record SystemView(
    String name,
    SystemDefinition definition,
    long revision,
    int points,
    Instant lastPointAt,
    Long lastPointAgeSeconds,
    String rpo) {}
