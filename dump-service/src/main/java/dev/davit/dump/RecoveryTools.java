package dev.davit.dump;

import dev.davit.dump.store.MadeStore;
import dev.davit.kit.secret.SecretResolver;
import dev.davit.worker.RepositoryDoor;

/**
 * What every step of a recovery works with. Thread-safe.
 *
 * @param made journal of what runs made at their targets
 */
public record RecoveryTools(
    RepositoryDoor repositories,
    SecretResolver secrets,
    StagingRoom room,
    ToolSettings settings,
    MadeStore made) {}
