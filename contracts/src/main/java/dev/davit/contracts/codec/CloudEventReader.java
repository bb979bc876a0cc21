package dev.davit.contracts.codec;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Tells the two CloudEvents modes apart and reads either; every failure is a MalformedEvent. */
final class CloudEventReader {
  private static final String ATTRIBUTE = "ce_";
  private static final String UNREAD = "record";

  private CloudEventReader() {}

  static CloudEvent read(Map<String, byte[]> headers, byte[] body) {
    if (body == null) {
      throw new MalformedEvent(UNREAD, "it has no value");
    }
    if (body.length > EventCodec.MAX_BYTES) {
      throw new MalformedEvent(UNREAD, body.length + " bytes, more than " + EventCodec.MAX_BYTES);
    }
    Map<String, String> known = lowerCase(headers);
    String contentType = known.get(EventCodec.CONTENT_TYPE);
    String mediaType = contentType == null ? "" : contentType.split(";", 2)[0].strip();
    if (mediaType.equalsIgnoreCase(JsonFormat.CONTENT_TYPE)) {
      return structured(body);
    }
    if (known.containsKey(ATTRIBUTE + "specversion")) {
      return binary(known, contentType, body);
    }
    throw new MalformedEvent(
        UNREAD,
        "it has neither the header content-type: application/cloudevents+json nor ce_specversion");
  }

  static CloudEvent structured(byte[] body) {
    try {
      return required(new JsonFormat().deserialize(body));
    } catch (MalformedEvent e) {
      throw e;
    } catch (RuntimeException e) {
      throw new MalformedEvent(UNREAD, reason(e));
    }
  }

  private static CloudEvent binary(Map<String, String> headers, String contentType, byte[] body) {
    String version = headers.remove(ATTRIBUTE + "specversion");
    if (!version.equals("1.0")) {
      throw new MalformedEvent(UNREAD, "field \"specversion\" is not 1.0");
    }
    var builder = CloudEventBuilder.v1();
    String name = "";
    try {
      for (var header : headers.entrySet()) {
        if (header.getKey().startsWith(ATTRIBUTE)) {
          name = header.getKey().substring(ATTRIBUTE.length());
          builder.withContextAttribute(name, header.getValue());
        }
      }
      name = "";
      builder.withDataContentType(contentType == null ? "application/json" : contentType);
      return required(builder.withData(body).build());
    } catch (MalformedEvent e) {
      throw e;
    } catch (RuntimeException e) {
      throw new MalformedEvent(
          UNREAD, (name.isEmpty() ? "" : "field \"" + name + "\": ") + reason(e));
    }
  }

  /** The SDK lets empty texts pass, which CloudEvents forbids. */
  private static CloudEvent required(CloudEvent read) {
    require("id", read.getId());
    require("source", read.getSource() == null ? null : read.getSource().toString());
    require("type", read.getType());
    if (!read.getSpecVersion().toString().equals("1.0")) {
      throw new MalformedEvent(UNREAD, "field \"specversion\" is not 1.0");
    }
    return read;
  }

  private static void require(String field, String value) {
    if (value == null || value.isBlank()) {
      throw new MalformedEvent(UNREAD, "field \"" + field + "\" is missing or empty");
    }
  }

  private static Map<String, String> lowerCase(Map<String, byte[]> headers) {
    Map<String, String> known = new HashMap<>();
    headers.forEach((name, value) -> {
      if (value != null) {
        known.put(name.toLowerCase(Locale.ROOT), new String(value, StandardCharsets.UTF_8));
      }
    });
    return known;
  }

  /** The innermost message in one line: the SDK wraps the parser's own, which says where. */
  private static String reason(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null && innermost.getCause().getMessage() != null) {
      innermost = innermost.getCause();
    }
    String message = innermost.getMessage();
    return message == null ? "it cannot be read" : message.lines().findFirst().orElse(message);
  }
}
