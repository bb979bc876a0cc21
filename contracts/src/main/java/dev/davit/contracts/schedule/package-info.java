/**
 * When a schedule fires: cron expressions in time zones, and what the clock changes of a year do to
 * them. One reading of an expression for all, so that what is shown beforehand is what the
 * scheduler does. Pure: no clock of its own, no I/O.
 */
package dev.davit.contracts.schedule;
