package dev.davit.repository.backend;

import java.time.Instant;

/**
 * An object as a listing shows it.
 *
 * @param size in bytes
 * @param created by the store's clock: good for margins of hours, not for order
 */
public record StoredObject(ObjectName name, long size, Instant created) {}
