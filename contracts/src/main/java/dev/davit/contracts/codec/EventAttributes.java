package dev.davit.contracts.codec;

import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.v1.CloudEventV1;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The context attributes of one event while it is read, from whichever mode: each judged by the
 * type that CloudEvents gives it. For one event, one thread.
 */
final class EventAttributes {
  private static final String OBJECT = "record";
  private static final String VERSION = "specversion";
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+");
  private static final Set<String> REQUIRED =
      Set.of(VERSION, CloudEventV1.ID, CloudEventV1.SOURCE, CloudEventV1.TYPE);

  /** Those that Davit reads, joins by or puts into what it says itself. */
  private static final Set<String> TEXTS =
      Set.of(
          VERSION,
          CloudEventV1.ID,
          CloudEventV1.SOURCE,
          CloudEventV1.TYPE,
          CloudEventV1.SUBJECT,
          CloudEventV1.TIME,
          CloudEventV1.DATACONTENTTYPE,
          CloudEventV1.DATASCHEMA,
          EventCodec.CORRELATION,
          EventCodec.CAUSATION,
          EventCodec.TRACEPARENT,
          EventCodec.IDEMPOTENCY,
          EventCodec.PARTITION);

  private final Map<String, Object> values = new LinkedHashMap<>();

  /**
   * @param value a String, Boolean or Integer
   */
  void put(String name, Object value) {
    if (!NAME.matcher(name).matches() || name.equals("data")) {
      throw wrong(name, "is no name of an attribute: they are lower-case letters and digits");
    }
    if (value instanceof String text) {
      requireText(name, text);
    } else if (TEXTS.contains(name)) {
      throw wrong(name, "is no text");
    }
    values.put(name, value);
  }

  private static void requireText(String name, String text) {
    int forbidden = text.codePoints().filter(EventAttributes::isForbidden).findFirst().orElse(-1);
    if (forbidden >= 0) {
      throw wrong(name, "holds U+%04X, which CloudEvents forbids".formatted(forbidden));
    }
    if (TEXTS.contains(name) && Utf8.length(text) > EventCodec.MAX_ATTRIBUTE_BYTES) {
      throw wrong(name, "has more than " + EventCodec.MAX_ATTRIBUTE_BYTES + " bytes");
    }
  }

  /**
   * Control characters, halves of surrogate pairs, and what Unicode keeps from being characters.
   */
  private static boolean isForbidden(int character) {
    return Character.isISOControl(character)
        || (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE)
        || (character >= 0xFDD0 && character <= 0xFDEF)
        || (character & 0xFFFE) == 0xFFFE;
  }

  /**
   * @throws MalformedEvent naming the attribute that is missing or wrong
   */
  CloudEvent event(CloudEventData data) {
    for (String name : REQUIRED) {
      if (!(values.get(name) instanceof String text) || text.isBlank()) {
        throw wrong(name, "is missing or empty");
      }
    }
    if (!values.get(VERSION).equals("1.0")) {
      throw wrong(VERSION, "is not 1.0");
    }
    requireUri(CloudEventV1.SOURCE);
    requireUri(CloudEventV1.DATASCHEMA);
    requireTime();
    var builder = CloudEventBuilder.v1();
    values.forEach((name, value) -> {
      switch (value) {
        case Boolean flag -> builder.withContextAttribute(name, flag);
        case Integer number -> builder.withContextAttribute(name, number);
        default -> {
          if (!name.equals(VERSION)) {
            builder.withContextAttribute(name, value.toString());
          }
        }
      }
    });
    return data == null ? builder.build() : builder.withData(data).build();
  }

  private void requireUri(String name) {
    try {
      if (values.get(name) instanceof String text) {
        new URI(text);
      }
    } catch (URISyntaxException e) {
      throw wrong(name, "is no URI: " + e.getReason());
    }
  }

  private void requireTime() {
    if (values.get(CloudEventV1.TIME) instanceof String text && Rfc3339.read(text).isEmpty()) {
      throw wrong(CloudEventV1.TIME, "is no RFC 3339 time: \"" + text + "\"");
    }
  }

  static MalformedEvent wrong(String name, String reason) {
    return new MalformedEvent(OBJECT, "field \"" + name + "\" " + reason);
  }
}
