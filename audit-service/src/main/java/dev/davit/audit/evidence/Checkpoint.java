package dev.davit.audit.evidence;

import java.time.Instant;

/**
 * What the event log was at one moment; signed as {@link Signer#CHECKPOINT}. Whoever keeps one can
 * tell for ever whether the log up to it is still the same.
 *
 * @param format {@code davit-checkpoint/1}
 * @param sequence of the newest entry then
 * @param hash of that entry
 */
public record Checkpoint(String format, long sequence, String hash, Instant at) {
  public static final String FORMAT = "davit-checkpoint/1";
}
