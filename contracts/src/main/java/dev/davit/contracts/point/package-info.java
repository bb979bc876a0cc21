/**
 * The files inside a recovery point that Davit itself writes, as records; together with restic's
 * format and pg_dump's they are all that a recovery needs. JDK only; only optional additions.
 */
package dev.davit.contracts.point;
