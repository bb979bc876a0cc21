package dev.davit.audit.model;

import java.time.Instant;

/**
 * One entry of the event log.
 *
 * @param sequence from 1, without gaps
 * @param at when it was recorded, in microseconds
 * @param event the CloudEvent, as one line of JSON
 * @param previous hash of the entry before; 64 zeros for the first
 * @param hash 64 hexadecimal digits
 */
public record LogEntry(long sequence, Instant at, String event, String previous, String hash) {}
