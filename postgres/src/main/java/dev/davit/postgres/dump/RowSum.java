package dev.davit.postgres.dump;

/**
 * Counts the lines of a COPY stream and sums their hashes, whatever their order. Not thread-safe.
 */
public final class RowSum {}
