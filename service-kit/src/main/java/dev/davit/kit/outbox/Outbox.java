package dev.davit.kit.outbox;

import dev.davit.contracts.codec.EncodedEvent;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.Event;
import dev.davit.kit.jdbc.Notifications;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Where a service says something: in the transaction that makes it true. Thread-safe. */
public final class Outbox {
  /**
   * The longest event that is said. A broker's default takes records of 1,048,588 bytes with key,
   * headers and framing; one that it refused would stand before all that follow it, for ever.
   */
  public static final int MAX_BYTES = 1_000_000;

  private final String source;
  private final InstantSource clock;

  /**
   * @param source the CloudEvents source of everything this service says, such as {@code
   *     /davit/dump-service}
   */
  public Outbox(String source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  /**
   * An event as it will be sent, once it is appended.
   *
   * @param envelope made by this outbox, or handed in
   */
  public record Letter(Envelope envelope, EncodedEvent encoded) {}

  /**
   * Writes an event out, for {@link #append(Connection, List)}; nothing is said yet.
   *
   * @throws DavitException TOO_LARGE for an event that no broker would take
   */
  public Letter letter(Event event, Cause cause) {
    return letter(envelope(event, cause));
  }

  private static Letter letter(Envelope envelope) {
    EncodedEvent encoded = EventCodec.encode(envelope);
    requireSendable(envelope, encoded);
    return new Letter(envelope, encoded);
  }

  /** Says them, in their order, if {@code tx} commits; one statement for all. */
  public void append(Connection tx, List<Letter> letters) throws SQLException {
    if (!letters.isEmpty()) {
      OutboxStore.insert(tx, letters);
      Notifications.raise(tx);
    }
  }

  /**
   * Says {@code event} on its topic if {@code tx} commits, and returns it as it will be sent.
   *
   * @throws DavitException TOO_LARGE for an event that no broker would take
   */
  public Envelope append(Connection tx, Event event, Cause cause) throws SQLException {
    Envelope envelope = envelope(event, cause);
    append(tx, envelope);
    return envelope;
  }

  /** As above for an event that has its envelope already, such as one handed in by REST. */
  public void append(Connection tx, Envelope envelope) throws SQLException {
    append(tx, List.of(letter(envelope)));
  }

  /** What the broker would never take must not get in the way of what comes after it. */
  private static void requireSendable(Envelope envelope, EncodedEvent event) {
    if (event.body().length > MAX_BYTES) {
      throw new DavitException(
          ErrorCode.TOO_LARGE,
          "event \"" + envelope.name() + "\"",
          "it has %,d bytes; an event has %,d at most".formatted(event.body().length, MAX_BYTES));
    }
  }

  /** The envelope alone, unsent: for progress, which needs no table. */
  public Envelope envelope(Event event, Cause cause) {
    return new Envelope(
        UUID.randomUUID().toString(),
        source,
        clock.instant(),
        event,
        cause.correlationId(),
        cause.causationId(),
        cause.traceparent(),
        null,
        Map.of());
  }
}
