package dev.davit.kit.testing.malformed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.contracts.codec.Header;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What the ways to spoil have in common: how an event lies on the broker. */
final class Spoiled {
  private static final String JSON = "application/cloudevents+json";

  private Spoiled() {}

  static List<Header> structured() {
    return List.of(header("content-type", JSON));
  }

  static Header header(String name, String value) {
    return new Header(name, value == null ? null : value.getBytes(UTF_8));
  }

  static byte[] key(JsonNode event) {
    return event.path("subject").asText().getBytes(UTF_8);
  }

  /** Attributes as headers; {@code data} is the value. */
  static List<Header> binary(JsonNode event) {
    List<Header> headers = new ArrayList<>();
    event
        .properties()
        .forEach(field -> {
          if (!field.getKey().equals("data") && !field.getKey().equals("datacontenttype")) {
            headers.add(header("ce_" + field.getKey(), field.getValue().asText()));
          }
        });
    headers.add(header("content-type", "application/json"));
    return headers;
  }

  static byte[] data(JsonNode event) {
    return Json.bytes(event.path("data"));
  }

  /** In structured mode, on its own topic. */
  static MalformedRecord record(String what, JsonNode event, byte[] value, ErrorCode code) {
    return new MalformedRecord(what, Golden.topic(event), key(event), structured(), value, code);
  }

  /**
   * @param type that the event had before it was spoiled
   */
  static MalformedRecord record(String what, JsonNode original, JsonNode spoiled, ErrorCode code) {
    return record(what, original, Json.bytes(spoiled), code);
  }

  @SafeVarargs
  static <T> T any(Random random, T... of) {
    return of[random.nextInt(of.length)];
  }

  static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
