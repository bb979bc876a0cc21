/**
 * Databases as a target: made, filled without a second copy on disk, compared with their
 * fingerprints, and swapped with the database they replace.
 */
package dev.davit.postgres.restore;
