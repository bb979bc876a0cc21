package dev.davit.contracts.codec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.Event;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonCloudEventData;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes and reads events as CloudEvents 1.0. Written: structured JSON. Read: structured JSON, or
 * binary mode with {@code ce_} headers. Thread-safe.
 */
public final class EventCodec {
  /** A longer record is malformed: events carry facts, never content. */
  public static final int MAX_BYTES = 1 << 20;

  static final String CONTENT_TYPE = "content-type";
  static final String CORRELATION = "correlationid";
  static final String CAUSATION = "causationid";
  static final String TRACEPARENT = "traceparent";
  static final String IDEMPOTENCY = "idempotencykey";
  static final String PARTITION = "partitionkey";
  private static final String STRUCTURED = JsonFormat.CONTENT_TYPE + "; charset=UTF-8";

  private EventCodec() {}

  /** The record to send; its key is the event's system. */
  public static EncodedEvent encode(Envelope envelope) {
    byte[] contentType = STRUCTURED.getBytes(StandardCharsets.UTF_8);
    return new EncodedEvent(
        Map.of(CONTENT_TYPE, contentType), new JsonFormat().serialize(cloudEvent(envelope)));
  }

  /** The structured form as one JSON text, for tables and for people. */
  public static String text(Envelope envelope) {
    return new String(encode(envelope).body(), StandardCharsets.UTF_8);
  }

  /** Reads what {@link #text} wrote. */
  public static Envelope parse(String text) {
    return envelope(CloudEventReader.structured(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Reads a record in either mode.
   *
   * @param headers names in any case
   * @param body null for a record without a value
   * @throws MalformedEvent if it is not an event that Davit knows, whole and valid
   */
  public static Envelope decode(Map<String, byte[]> headers, byte[] body) {
    return envelope(CloudEventReader.read(headers, body));
  }

  private static CloudEvent cloudEvent(Envelope envelope) {
    Class<? extends Event> record = envelope.event().getClass();
    JsonNode data = Json.mapper().valueToTree(envelope.event());
    var builder =
        CloudEventBuilder.v1()
            .withId(envelope.id())
            .withSource(URI.create(envelope.source()))
            .withType(EventTypes.type(record))
            .withSubject(envelope.event().system().value())
            .withDataSchema(URI.create(EventTypes.dataSchema(record)))
            .withData("application/json", JsonCloudEventData.wrap(data));
    if (envelope.time() != null) {
      builder.withTime(OffsetDateTime.ofInstant(envelope.time(), ZoneOffset.UTC));
    }
    envelope.otherExtensions().forEach(builder::withExtension);
    extension(builder, CORRELATION, envelope.correlationId());
    extension(builder, CAUSATION, envelope.causationId());
    extension(builder, TRACEPARENT, envelope.traceparent());
    extension(builder, IDEMPOTENCY, envelope.idempotencyKey());
    extension(builder, PARTITION, envelope.event().system().value());
    return builder.build();
  }

  private static void extension(CloudEventBuilder builder, String name, String value) {
    if (value != null) {
      builder.withExtension(name, value);
    }
  }

  private static Envelope envelope(CloudEvent read) {
    String object = "event \"" + read.getId() + "\"";
    Class<? extends Event> record =
        EventTypes.byType(read.getType())
            .orElseThrow(() ->
                new MalformedEvent(
                    ErrorCode.UNKNOWN_EVENT, object, "type \"" + read.getType() + "\""));
    Event event = EventData.read(object, read, record);
    requireSameSystem(object, read.getSubject(), event);
    Map<String, String> others = new HashMap<>();
    for (String name : read.getExtensionNames()) {
      others.put(name, String.valueOf(read.getExtension(name)));
    }
    others.remove(PARTITION);
    return new Envelope(
        read.getId(),
        read.getSource().toString(),
        read.getTime() == null ? null : read.getTime().toInstant(),
        event,
        others.remove(CORRELATION),
        others.remove(CAUSATION),
        others.remove(TRACEPARENT),
        others.remove(IDEMPOTENCY),
        others);
  }

  private static void requireSameSystem(String object, String subject, Event event) {
    if (subject != null && !subject.equals(event.system().value())) {
      throw new MalformedEvent(
          object, "field \"subject\" differs from \"data.system\"; leave it out");
    }
  }
}
