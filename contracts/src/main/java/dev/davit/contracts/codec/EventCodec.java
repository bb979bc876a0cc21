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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes and reads events as CloudEvents 1.0. Written: structured JSON. Read: structured JSON, or
 * binary mode with {@code ce_} headers. Thread-safe.
 */
public final class EventCodec {
  /** A longer record, headers included, is not looked into: events carry facts, never content. */
  public static final int MAX_BYTES = 1 << 20;

  /** In UTF-8, of each attribute that Davit knows; what tables are joined by must fit an index. */
  public static final int MAX_ATTRIBUTE_BYTES = 1024;

  static final String CONTENT_TYPE = "content-type";
  static final String CORRELATION = "correlationid";
  static final String CAUSATION = "causationid";
  static final String TRACEPARENT = "traceparent";
  static final String IDEMPOTENCY = "idempotencykey";
  static final String PARTITION = "partitionkey";
  private static final String BATCH = "application/cloudevents-batch+json";
  private static final String STRUCTURED = JsonFormat.CONTENT_TYPE + "; charset=UTF-8";

  /** Each has a mapper of its own, which is slow until it has seen the first event. */
  private static final JsonFormat FORMAT = new JsonFormat();

  private EventCodec() {}

  /** The record to send; its key is the event's system. */
  public static EncodedEvent encode(Envelope envelope) {
    byte[] contentType = STRUCTURED.getBytes(StandardCharsets.UTF_8);
    return new EncodedEvent(
        Map.of(CONTENT_TYPE, contentType), FORMAT.serialize(cloudEvent(envelope)));
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
  public static Envelope decode(List<Header> headers, byte[] body) {
    return envelope(CloudEventReader.read(headers, body));
  }

  /** As above, for headers of which each name is there once. */
  public static Envelope decode(Map<String, byte[]> headers, byte[] body) {
    return decode(
        headers.entrySet().stream().map(e -> new Header(e.getKey(), e.getValue())).toList(), body);
  }

  /** True for a batch of events in JSON, which HTTP alone carries: see {@link #split}. */
  public static boolean isBatch(String contentType) {
    return CloudEventReader.mediaType(contentType).equals(BATCH);
  }

  /**
   * The events of a batch in JSON, each in structured mode; {@link #decode} judges each by itself.
   *
   * @throws MalformedEvent if the batch itself cannot be read, or is too large
   */
  public static List<byte[]> split(byte[] batch) {
    if (batch.length > MAX_BYTES) {
      throw new MalformedEvent(
          ErrorCode.TOO_LARGE, "batch", batch.length + " bytes, more than " + MAX_BYTES);
    }
    try {
      JsonNode events = StrictJson.read(batch);
      if (!events.isArray()) {
        throw new MalformedEvent("batch", "it is no JSON array");
      }
      List<byte[]> all = new ArrayList<>(events.size());
      events.forEach(event -> all.add(Json.bytes(event)));
      return all;
    } catch (StrictJson.Unreadable e) {
      throw new MalformedEvent("batch", e.getMessage());
    }
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
    extension(builder, PARTITION, envelope.event().system().value());
    envelope.otherExtensions().forEach((name, value) -> extension(builder, name, value));
    extension(builder, CORRELATION, envelope.correlationId());
    extension(builder, CAUSATION, envelope.causationId());
    extension(builder, TRACEPARENT, envelope.traceparent());
    extension(builder, IDEMPOTENCY, envelope.idempotencyKey());
    return builder.build();
  }

  private static void extension(CloudEventBuilder builder, String name, Object value) {
    switch (value) {
      case null -> {}
      case Boolean flag -> builder.withExtension(name, flag);
      case Integer number -> builder.withExtension(name, number);
      default -> builder.withExtension(name, value.toString());
    }
  }

  private static Envelope envelope(CloudEvent read) {
    String object = "event \"" + read.getId() + "\"";
    Class<? extends Event> record = KnownTypes.require(object, read.getType());
    requireSameSchema(object, read.getDataSchema(), record);
    Event event = EventData.read(object, read, record);
    requireSameSystem(object, read.getSubject(), event);
    Map<String, Object> others = new HashMap<>();
    for (String name : read.getExtensionNames()) {
      others.put(name, read.getExtension(name));
    }
    others.remove(PARTITION, event.system().value()); // what it is when nobody says
    return new Envelope(
        read.getId(),
        read.getSource().toString(),
        read.getTime() == null ? null : read.getTime().toInstant(),
        event,
        (String) others.remove(CORRELATION),
        (String) others.remove(CAUSATION),
        (String) others.remove(TRACEPARENT),
        (String) others.remove(IDEMPOTENCY),
        others);
  }

  /** A schema that is none of ours is its publisher's business. */
  private static void requireSameSchema(String object, URI schema, Class<? extends Event> record) {
    String ours = EventTypes.dataSchema(record);
    if (schema != null
        && schema.toString().startsWith(EventTypes.SCHEMAS)
        && !schema.toString().equals(ours)) {
      throw new MalformedEvent(object, "field \"dataschema\" is not " + ours + "; leave it out");
    }
  }

  private static void requireSameSystem(String object, String subject, Event event) {
    if (subject != null && !subject.equals(event.system().value())) {
      throw new MalformedEvent(
          object, "field \"subject\" differs from \"data.system\"; leave it out");
    }
  }
}
