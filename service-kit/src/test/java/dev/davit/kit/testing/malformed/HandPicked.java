package dev.davit.kit.testing.malformed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.contracts.codec.Header;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.topic.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The records of {@code malformed/hand-picked.json}: mistakes that people and programs make, and
 * attacks. A text stands for its UTF-8; {@code {"base64": …}} for bytes; {@code {"repeat": TEXT,
 * "times": N, "before": …, "after": …}} for what would fill a page.
 */
public final class HandPicked {
  private HandPicked() {}

  /** Topic null: it may lie on any. */
  public static List<MalformedRecord> all() {
    try (var file = HandPicked.class.getResourceAsStream("/malformed/hand-picked.json")) {
      List<MalformedRecord> all = new ArrayList<>();
      Json.mapper().readTree(file).forEach(entry -> all.add(record(entry)));
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MalformedRecord record(JsonNode entry) throws UncheckedIOException {
    List<Header> headers = new ArrayList<>();
    for (JsonNode header : entry.path("headers")) {
      headers.add(new Header(new String(bytes(header.get(0)), UTF_8), bytes(header.get(1))));
    }
    return new MalformedRecord(
        entry.path("what").asText(),
        entry.has("topic") ? Topic.valueOf(entry.get("topic").asText()) : null,
        entry.has("key") ? bytes(entry.get("key")) : "shop".getBytes(UTF_8),
        headers,
        bytes(entry.get("value")),
        entry.has("code") ? code(entry.get("code").asText()) : null);
  }

  private static ErrorCode code(String number) {
    return Arrays.stream(ErrorCode.values())
        .filter(code -> code.number().equals(number))
        .findFirst()
        .orElseThrow();
  }

  private static byte[] bytes(JsonNode node) {
    try {
      if (node == null || node.isNull()) {
        return null;
      } else if (node.has("base64")) {
        return node.get("base64").binaryValue();
      } else if (node.has("repeat")) {
        String middle = node.get("repeat").asText().repeat(node.get("times").asInt());
        return (node.path("before").asText() + middle + node.path("after").asText())
            .getBytes(UTF_8);
      }
      return node.asText().getBytes(UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
