package dev.davit.contracts.codec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.contracts.error.ErrorCode;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.data.BytesCloudEventData;
import io.cloudevents.core.v1.CloudEventV1;
import io.cloudevents.jackson.JsonCloudEventData;
import io.cloudevents.jackson.JsonFormat;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells the CloudEvents modes apart and reads either; every failure is a MalformedEvent. */
final class CloudEventReader {
  private static final String ATTRIBUTE = "ce_";
  private static final String FORMATS = "application/cloudevents";
  private static final String BATCHES = "application/cloudevents-batch";
  private static final String DATA = "data";
  private static final String BASE64 = "data_base64";
  private static final String UNREAD = "record";

  private CloudEventReader() {}

  static CloudEvent read(List<Header> headers, byte[] body) {
    if (body == null) {
      throw new MalformedEvent(UNREAD, "it has no value");
    }
    requireSize(headers, body);
    Map<String, String> known = known(headers);
    String mediaType = mediaType(known.get(EventCodec.CONTENT_TYPE));
    if (mediaType.equals(JsonFormat.CONTENT_TYPE)) {
      return structured(body);
    }
    if (mediaType.startsWith(BATCHES)) {
      throw new MalformedEvent(UNREAD, "it is a batch: one record holds one event");
    }
    if (mediaType.startsWith(FORMATS)) {
      throw new MalformedEvent(UNREAD, "its format is none of Davit's: JSON alone is read");
    }
    if (known.containsKey(ATTRIBUTE + "specversion")) {
      return binary(known, body);
    }
    throw new MalformedEvent(
        UNREAD,
        "it has neither the header content-type: application/cloudevents+json nor ce_specversion");
  }

  /** Before anything is made of it. */
  private static void requireSize(List<Header> headers, byte[] body) {
    long size = body.length;
    for (Header header : headers) {
      size += header.name().length() + (header.value() == null ? 0 : header.value().length);
    }
    if (size > EventCodec.MAX_BYTES) {
      throw new MalformedEvent(
          ErrorCode.TOO_LARGE,
          UNREAD,
          size + " bytes with its headers, more than " + EventCodec.MAX_BYTES);
    }
  }

  /** Headers that mean something to CloudEvents; one without a value is unset. */
  private static Map<String, String> known(List<Header> headers) {
    Map<String, String> known = new HashMap<>();
    for (Header header : headers) {
      String name = header.name().toLowerCase(Locale.ROOT);
      if (header.value() == null
          || !(name.equals(EventCodec.CONTENT_TYPE) || name.startsWith(ATTRIBUTE))) {
        continue;
      }
      String value =
          Utf8.text(header.value())
              .orElseThrow(
                  () -> new MalformedEvent(UNREAD, "header \"" + name + "\" is not UTF-8"));
      if (known.put(name, value) != null) {
        throw new MalformedEvent(UNREAD, "header \"" + name + "\" is there twice");
      }
    }
    return known;
  }

  /** Lower case, without parameters. */
  static String mediaType(String contentType) {
    return contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private static CloudEvent binary(Map<String, String> headers, byte[] body) {
    var attributes = new EventAttributes();
    headers.forEach((header, value) -> {
      if (header.startsWith(ATTRIBUTE)) {
        String name = header.substring(ATTRIBUTE.length());
        if (name.equals(CloudEventV1.DATACONTENTTYPE)) {
          throw new MalformedEvent(
              UNREAD, "header \"" + header + "\": say it in \"" + EventCodec.CONTENT_TYPE + "\"");
        }
        attributes.put(name, value);
      }
    });
    attributes.put(
        CloudEventV1.DATACONTENTTYPE,
        headers.getOrDefault(EventCodec.CONTENT_TYPE, "application/json"));
    return attributes.event(BytesCloudEventData.wrap(body));
  }

  static CloudEvent structured(byte[] body) {
    JsonNode root;
    try {
      root = StrictJson.read(body);
    } catch (StrictJson.Unreadable e) {
      throw new MalformedEvent(UNREAD, e.getMessage());
    }
    if (!root.isObject()) {
      throw new MalformedEvent(UNREAD, "it is no JSON object");
    }
    if (root.hasNonNull(DATA) && root.hasNonNull(BASE64)) {
      throw new MalformedEvent(UNREAD, "it has both \"data\" and \"data_base64\"");
    }
    var attributes = new EventAttributes();
    for (var field : root.properties()) {
      String name = field.getKey();
      if (!field.getValue().isNull() && !name.equals(DATA) && !name.equals(BASE64)) {
        attributes.put(name, value(name, field.getValue()));
      }
    }
    return attributes.event(data(root));
  }

  private static Object value(String name, JsonNode node) {
    if (node.isTextual()) {
      return node.textValue();
    } else if (node.isBoolean()) {
      return node.booleanValue();
    } else if (node.isIntegralNumber() && node.canConvertToInt()) {
      return node.intValue();
    }
    throw EventAttributes.wrong(name, "is no text, truth value or number of 32 bits");
  }

  private static CloudEventData data(JsonNode root) {
    if (root.hasNonNull(DATA)) {
      return JsonCloudEventData.wrap(root.get(DATA));
    }
    if (!root.hasNonNull(BASE64)) {
      return null;
    }
    try {
      if (root.get(BASE64).isTextual()) {
        return BytesCloudEventData.wrap(Base64.getDecoder().decode(root.get(BASE64).textValue()));
      }
    } catch (IllegalArgumentException e) {
      // Told below, like any other value that is not Base64.
    }
    throw EventAttributes.wrong(BASE64, "is not Base64");
  }
}
