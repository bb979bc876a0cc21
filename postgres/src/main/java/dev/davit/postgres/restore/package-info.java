/**
 * Databases as a target: made, filled by {@code pg_restore} through FIFOs, compared with their
 * fingerprints, and swapped with the database they replace.
 */
package dev.davit.postgres.restore;
