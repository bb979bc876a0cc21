package dev.davit.kit.testing.malformed;

import static dev.davit.contracts.error.ErrorCode.MALFORMED_EVENT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.davit.contracts.codec.Json;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/** Values whose bytes are damaged, whatever they meant. */
final class SpoiledBytes {
  private SpoiledBytes() {}

  static Map<String, Spoiler> all() {
    return Map.ofEntries(
        Map.entry(
            "truncated",
            (event, random) -> {
              byte[] whole = Json.bytes(event);
              byte[] part = Arrays.copyOf(whole, random.nextInt(whole.length));
              return Spoiled.record("truncated", event, part, MALFORMED_EVENT);
            }),
        Map.entry(
            "bits flipped",
            (event, random) -> {
              byte[] bytes = Json.bytes(event);
              for (int i = random.nextInt(8); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
              }
              return Spoiled.record("bits flipped", event, bytes, null);
            }),
        Map.entry(
            "bytes moved",
            (event, random) -> {
              byte[] bytes = Json.bytes(event);
              int from = random.nextInt(bytes.length);
              int length = random.nextInt(Math.min(32, bytes.length - from));
              System.arraycopy(bytes, from, bytes, random.nextInt(bytes.length - length), length);
              return Spoiled.record("bytes moved", event, bytes, null);
            }),
        Map.entry(
            "no UTF-8",
            (event, random) -> {
              String bad =
                  Spoiled.any(
                      random, "\u00ff", "\u00c0\u0080", "\u00ed\u00a0\u0080", "\u00f8", "\u00e4");
              String json = Json.text(event).replaceFirst("\"id\":\"", "\"id\":\"" + bad);
              return Spoiled.record("no UTF-8", event, json.getBytes(ISO_8859_1), MALFORMED_EVENT);
            }),
        Map.entry(
            "UTF-16",
            (event, random) ->
                Spoiled.record(
                    "UTF-16", event, Json.text(event).getBytes(UTF_16), MALFORMED_EVENT)),
        Map.entry(
            "noise",
            (event, random) ->
                Spoiled.record(
                    "noise", event, Spoiled.bytes(random, random.nextInt(2_000)), MALFORMED_EVENT)),
        Map.entry(
            "something after it",
            (event, random) -> {
              String tail = Spoiled.any(random, "{}", "x", "\0", ",", "}", Json.text(event));
              byte[] bytes = (Json.text(event) + tail).getBytes(UTF_8);
              return Spoiled.record("something after it", event, bytes, MALFORMED_EVENT);
            }),
        Map.entry(
            "another document",
            (event, random) -> {
              String other =
                  Spoiled.any(
                      random,
                      "",
                      " ",
                      "null",
                      "true",
                      "[]",
                      "{}",
                      "5",
                      "\"text\"",
                      "<event/>",
                      "a: b",
                      "[" + Json.text(event) + "]",
                      "{\"event\":" + Json.text(event) + "}");
              return Spoiled.record(
                  "another document", event, other.getBytes(UTF_8), MALFORMED_EVENT);
            }),
        Map.entry(
            "encoded once more",
            (event, random) -> {
              byte[] bytes =
                  random.nextBoolean()
                      ? Json.bytes(Json.text(event))
                      : Base64.getEncoder().encode(Json.bytes(event));
              return Spoiled.record("encoded once more", event, bytes, MALFORMED_EVENT);
            }));
  }
}
