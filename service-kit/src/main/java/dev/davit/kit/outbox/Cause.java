package dev.davit.kit.outbox;

import dev.davit.contracts.codec.Envelope;
import dev.davit.kit.telemetry.Spans;

/**
 * What led to an event.
 *
 * @param correlationId same for everything that one request led to; null allowed
 * @param causationId id of the event that led to this one; null allowed
 * @param traceparent W3C trace context; null allowed
 */
public record Cause(String correlationId, String causationId, String traceparent) {
  public static final Cause NONE = new Cause(null, null, null);

  /** The same, with the thread's current span, if there is one, in the place of the trace's. */
  public Cause traced() {
    return new Cause(correlationId, causationId, Spans.traceparent().orElse(traceparent));
  }

  /** The cause of whatever is done because {@code event} was heard. */
  public static Cause of(Envelope event) {
    return new Cause(
        event.correlationId() == null ? event.id() : event.correlationId(),
        event.id(),
        event.traceparent());
  }
}
