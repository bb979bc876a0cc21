/**
 * The scheduler's tables: one class a table family, SQL only here. Every method works in its
 * caller's transaction.
 */
package dev.davit.scheduler.store;
