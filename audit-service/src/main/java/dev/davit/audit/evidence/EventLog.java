package dev.davit.audit.evidence;

import dev.davit.audit.model.LogEntry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;

/** How entries of the event log are chained, so that none can be changed unseen. Pure. */
public final class EventLog {
  /** What the first entry has as the hash before it. */
  public static final String BEGINNING = "0".repeat(64);

  private EventLog() {}

  /**
   * The entry that follows.
   *
   * @param last null if there is none yet
   */
  public static LogEntry next(LogEntry last, Instant now, String event) {
    long sequence = last == null ? 1 : last.sequence() + 1;
    String previous = last == null ? BEGINNING : last.hash();
    Instant at = now.truncatedTo(ChronoUnit.MICROS); // as the table keeps it
    return new LogEntry(sequence, at, event, previous, hash(previous, digest(sequence, at, event)));
  }

  /** 64 hexadecimal digits over what the entry says. */
  public static String digest(long sequence, Instant at, String event) {
    return hex(Signer.sha256(Signer.utf8(sequence + "\n" + at + "\n" + event)));
  }

  /** The entry's hash, of the one before it and its own digest. */
  public static String hash(String previous, String digest) {
    var hex = HexFormat.of();
    return hex(Signer.sha256(hex.parseHex(previous), hex.parseHex(digest)));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * What is wrong with an entry, seen from the one before it; empty if it follows.
   *
   * @param last null for the first
   */
  public static Optional<String> fault(LogEntry last, LogEntry entry) {
    LogEntry expected = next(last, entry.at(), entry.event());
    if (entry.sequence() != expected.sequence()) {
      return Optional.of(
          "entry %d is missing: %d comes in its place"
              .formatted(expected.sequence(), entry.sequence()));
    }
    if (!entry.previous().equals(expected.previous())) {
      return Optional.of("entry %d does not follow the one before".formatted(entry.sequence()));
    }
    if (!entry.hash().equals(expected.hash())) {
      return Optional.of("entry %d was changed".formatted(entry.sequence()));
    }
    return Optional.empty();
  }
}
