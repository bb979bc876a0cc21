package dev.davit.scheduler.model;

import java.time.Instant;

/**
 * Since when, by whom and why a schedule does not fire.
 *
 * @param by as its caller gave it: nobody proves who he is yet
 */
public record Pause(Instant at, String by, String reason) {}
