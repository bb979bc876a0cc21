package dev.davit.media;

import dev.davit.media.store.MadeStore;
import dev.davit.worker.RepositoryDoor;

/**
 * What every step of a recovery works with. Thread-safe.
 *
 * @param made journal of what runs made at their targets
 */
public record RecoveryTools(RepositoryDoor repositories, MadeStore made) {}
