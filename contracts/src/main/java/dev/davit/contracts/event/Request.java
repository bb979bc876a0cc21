package dev.davit.contracts.event;

/**
 * A wish, by anyone whom the broker lets write. Only the scheduler reads it, and answers it exactly
 * once.
 */
public sealed interface Request extends Event
    permits BackupRequested, RecoveryRequested, CancellationRequested {}
