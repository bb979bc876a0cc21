package dev.davit.scheduler.model;

import dev.davit.contracts.settings.SystemDefinition;

/**
 * A protected system as it stands.
 *
 * @param revision rises with every change of the definition
 */
public record ProtectedSystem(SystemDefinition definition, long revision) {

  /** Whether the publisher may ask for runs of it. */
  public boolean permits(String source) {
    return definition.allowedSources().isEmpty() || definition.allowedSources().contains(source);
  }
}
