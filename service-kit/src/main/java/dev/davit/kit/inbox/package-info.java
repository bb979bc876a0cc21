/**
 * Events enter a service here: one transaction for each batch that was polled, so that what the
 * batch changed and the memory of having seen it commit together. A record that is no event, or
 * that the handler refuses for its own fault, goes to the quarantine with the reason and stops
 * nothing. While the database is away the batch waits and nothing is acknowledged.
 */
package dev.davit.kit.inbox;
