package dev.davit.contracts.codec;

import dev.davit.contracts.event.Event;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * An event with all that CloudEvents says about it. {@code source} and {@code id} together name it
 * for ever; a second record with both equal is a duplicate, whatever it holds.
 *
 * @param time when it happened, by its writer's clock; null if the writer did not say
 * @param correlationId same for everything that one request led to; null allowed
 * @param causationId id of the event that led to this one; null allowed
 * @param traceparent W3C trace context; null allowed
 * @param idempotencyKey requests only: a second request with the same key is a duplicate; null
 *     allowed
 * @param otherExtensions extensions that Davit does not know, kept as they came: each a String,
 *     Boolean or Integer
 */
public record Envelope(
    String id,
    String source,
    Instant time,
    Event event,
    String correlationId,
    String causationId,
    String traceparent,
    String idempotencyKey,
    Map<String, Object> otherExtensions) {
  public Envelope {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(event, "event");
    otherExtensions = otherExtensions == null ? Map.of() : Map.copyOf(otherExtensions);
  }

  /** A new event that nothing led to. */
  public static Envelope first(String source, Instant time, Event event) {
    return new Envelope(
        UUID.randomUUID().toString(), source, time, event, null, null, null, null, Map.of());
  }

  /** The event's name without prefix and version, such as {@code dump.pinned}. */
  public String name() {
    return EventTypes.name(event.getClass());
  }
}
