/**
 * What the scheduler hears on the broker. Bytes go to an inbox; no channel ever ends at a bad
 * event.
 */
package dev.davit.scheduler.events;
