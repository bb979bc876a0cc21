package dev.davit.repository.snapshot;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.davit.repository.pack.BlobId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** A node as restic's JSON, field by field. */
final class NodeJson {
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private NodeJson() {}

  static void write(JsonGenerator json, Node node) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", GoQuote.quote(node.name()));
    json.writeStringField("type", node.type().word());
    number(json, "mode", GoMode.of(node.type(), node.mode()));
    json.writeStringField("mtime", time(node.mtime()));
    json.writeStringField("atime", time(node.atime()));
    json.writeStringField("ctime", time(node.ctime()));
    json.writeNumberField("uid", Integer.toUnsignedLong(node.uid()));
    json.writeNumberField("gid", Integer.toUnsignedLong(node.gid()));
    text(json, "user", node.user());
    text(json, "group", node.group());
    number(json, "inode", node.inode());
    number(json, "device_id", node.deviceId());
    number(json, "size", node.size());
    number(json, "links", node.links());
    writeLinkTarget(json, node.linkTarget());
    writeXattrs(json, node.xattrs());
    number(json, "device", node.device());
    writeContent(json, node);
    if (node.subtree() != null) {
      json.writeStringField("subtree", node.subtree().toString());
    }
    json.writeEndObject();
  }

  /** Left out if zero, as Go's {@code omitempty} does; unsigned. */
  private static void number(JsonGenerator json, String name, long value) throws IOException {
    if (value > 0) {
      json.writeNumberField(name, value);
    } else if (value < 0) {
      json.writeFieldName(name);
      json.writeNumber(new java.math.BigInteger(Long.toUnsignedString(value)));
    }
  }

  private static void text(JsonGenerator json, String name, String value) throws IOException {
    if (!value.isEmpty()) {
      json.writeStringField(name, value);
    }
  }

  /** Bytes that are no UTF-8 go into a field of their own, which newer restics read first. */
  private static void writeLinkTarget(JsonGenerator json, String target) throws IOException {
    if (target.isEmpty()) {
      return;
    }
    byte[] raw = FileName.encode(target);
    String valid = new String(raw, StandardCharsets.UTF_8);
    json.writeStringField("linktarget", valid);
    if (!valid.equals(target)) {
      json.writeBinaryField("linktarget_raw", raw);
    }
  }

  private static void writeXattrs(JsonGenerator json, List<ExtendedAttribute> xattrs)
      throws IOException {
    if (xattrs.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("extended_attributes");
    for (ExtendedAttribute xattr : xattrs) {
      json.writeStartObject();
      json.writeStringField("name", xattr.name());
      json.writeBinaryField("value", xattr.value());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeContent(JsonGenerator json, Node node) throws IOException {
    if (!node.isFile()) {
      json.writeNullField("content");
      return;
    }
    json.writeArrayFieldStart("content");
    for (BlobId blob : node.content()) {
      json.writeString(blob.toString());
    }
    json.writeEndArray();
  }

  /** Years that RFC 3339 cannot write become the nearest that it can, as restic does. */
  static String time(Instant time) {
    Instant writable = time.isBefore(FIRST) ? FIRST : time.isAfter(LAST) ? LAST : time;
    return writable.toString();
  }

  static Instant parseTime(String text) throws IOException {
    try {
      return text.endsWith("Z") ? Instant.parse(text) : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new IOException("not a time: \"" + text + '"', e);
    }
  }

  /** Reads a node whose opening brace was read; ends behind the closing one. */
  static Node read(JsonParser json) throws IOException {
    var fields = new NodeFields();
    try {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (value == JsonToken.VALUE_NULL || !fields.read(name, json)) {
          json.skipChildren();
        }
      }
      return fields.node();
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  static List<BlobId> readContent(JsonParser json) throws IOException {
    List<BlobId> content = new ArrayList<>();
    while (json.nextToken() == JsonToken.VALUE_STRING) {
      content.add(BlobId.parse(json.getText()));
    }
    return content;
  }

  static List<ExtendedAttribute> readXattrs(JsonParser json) throws IOException {
    List<ExtendedAttribute> xattrs = new ArrayList<>();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      String name = "";
      byte[] value = new byte[0];
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken token = json.nextToken();
        if (field.equals("name")) {
          name = json.getText();
        } else if (field.equals("value") && token == JsonToken.VALUE_STRING) {
          value = json.getBinaryValue();
        }
      }
      xattrs.add(new ExtendedAttribute(name, value));
    }
    return xattrs;
  }
}
