/**
 * Databases as a source: pinned snapshots, {@code pg_dump} directory format as streams that never
 * lie on disk as a whole, and the fingerprint of every table from the same stream.
 */
package dev.davit.postgres.dump;
