/**
 * Keeps recovery points: proves that every reference resolves, seals, proves before a recovery,
 * expires; and keeps the append-only record of every event. It alone publishes and forgets
 * snapshots. Every use case may be killed at any point and begun anew.
 */
package dev.davit.audit;
