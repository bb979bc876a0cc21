package dev.davit.kit.testing.malformed;

import static dev.davit.contracts.error.ErrorCode.MALFORMED_EVENT;
import static dev.davit.contracts.error.ErrorCode.NEWER_EVENT;
import static dev.davit.contracts.error.ErrorCode.UNKNOWN_EVENT;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.davit.contracts.codec.Json;
import java.util.Map;
import java.util.Random;

/** Envelopes of which one attribute is wrong. */
final class SpoiledAttributes {
  private static final String[] REQUIRED = {"specversion", "id", "source", "type"};
  private static final String[] TEXTS = {
    "id", "source", "subject", "time", "correlationid", "causationid", "traceparent"
  };

  private SpoiledAttributes() {}

  static Map<String, Spoiler> all() {
    return Map.ofEntries(
        Map.entry(
            "attribute missing",
            (event, random) -> {
              var original = event.deepCopy();
              String name = Spoiled.any(random, REQUIRED);
              switch (random.nextInt(3)) {
                case 0 -> event.remove(name);
                case 1 -> event.putNull(name);
                default -> event.put(name, "");
              }
              return Spoiled.record(name + " missing", original, event, MALFORMED_EVENT);
            }),
        Map.entry(
            "attribute of another type",
            (event, random) -> {
              var original = event.deepCopy();
              String name =
                  random.nextBoolean() ? Spoiled.any(random, REQUIRED) : Spoiled.any(random, TEXTS);
              event.set(name, noText(random));
              return Spoiled.record(name + " of another type", original, event, MALFORMED_EVENT);
            }),
        Map.entry(
            "attribute twice",
            (event, random) -> {
              String name = random.nextBoolean() ? Spoiled.any(random, REQUIRED) : "data";
              String twice =
                  "{\"" + name + "\":" + event.get(name) + "," + Json.text(event).substring(1);
              return Spoiled.record(name + " twice", event, twice.getBytes(UTF_8), MALFORMED_EVENT);
            }),
        Map.entry(
            "control character",
            (event, random) ->
                with(event, Spoiled.any(random, TEXTS), "a" + (char) random.nextInt(32) + "b")),
        Map.entry(
            "half a character",
            (event, random) -> {
              char half = (char) (0xD800 + random.nextInt(0x800));
              String escaped = "\"theirs\":\"\\u%04x\",".formatted((int) half);
              String json = "{" + escaped + Json.text(event).substring(1);
              return Spoiled.record(
                  "half a character", event, json.getBytes(UTF_8), MALFORMED_EVENT);
            }),
        Map.entry(
            "too long for an index",
            (event, random) ->
                with(
                    event, Spoiled.any(random, TEXTS), "x".repeat(1_025 + random.nextInt(20_000)))),
        Map.entry(
            "unknown type",
            (event, random) -> {
              var original = event.deepCopy();
              event.put(
                  "type",
                  Spoiled.any(
                      random,
                      "dev.davit.v1",
                      "dev.davit..v1",
                      "com.example.created",
                      "v1",
                      event.path("type").asText() + "x",
                      "x" + event.path("type").asText(),
                      event.path("type").asText().toUpperCase(java.util.Locale.ROOT),
                      event.path("type").asText().replace(".v1", ".v0"),
                      event.path("type").asText().replace(".v1", ""),
                      "dev.davit." + random.nextLong() + ".v1"));
              return Spoiled.record("unknown type", original, event, UNKNOWN_EVENT);
            }),
        Map.entry(
            "later version",
            (event, random) -> {
              var original = event.deepCopy();
              int version = random.nextInt(3) == 0 ? 2 : 2 + random.nextInt(998);
              event.put("type", event.path("type").asText().replace(".v1", ".v" + version));
              event.path("data");
              return Spoiled.record("later version", original, event, NEWER_EVENT);
            }),
        Map.entry(
            "other version of CloudEvents",
            (event, random) ->
                with(
                    event,
                    "specversion",
                    Spoiled.any(random, "0.3", "1", "1.1", "2.0", "v1.0", "1.0 "))),
        Map.entry(
            "wrong time",
            (event, random) ->
                with(
                    event,
                    "time",
                    Spoiled.any(
                        random,
                        "yesterday",
                        "2026-01-02",
                        "2026-13-01T00:00:00Z",
                        "1767323045",
                        "2026-01-02T03:04:05",
                        "+999999999-12-31T23:59:59Z",
                        "2026-01-02T25:00:00Z",
                        "0000-01-01T00:00:00+18:00",
                        "2026-02-30T00:00:00Z",
                        "-2026-01-01T00:00:00Z"))),
        Map.entry(
            "no URI",
            (event, random) ->
                with(
                    event,
                    "source",
                    Spoiled.any(random, "not a uri", "%zz", "http://[", ":", "\\", "a b"))),
        Map.entry(
            "another subject or schema",
            (event, random) ->
                random.nextBoolean()
                    ? with(event, "subject", "another")
                    : with(event, "dataschema", "urn:davit:event:no.such:v1")),
        Map.entry(
            "extension of no type",
            (event, random) -> {
              var original = event.deepCopy();
              event.set(
                  "theirs",
                  Spoiled.any(
                      random,
                      json("{\"a\":1}"),
                      json("[1]"),
                      json("1.5"),
                      json("1e9"),
                      json("4294967296"),
                      json("-99999999999999999999")));
              return Spoiled.record("extension of no type", original, event, MALFORMED_EVENT);
            }),
        Map.entry(
            "name of no attribute",
            (event, random) -> {
              var original = event.deepCopy();
              event.put(
                  Spoiled.any(
                      random, "Theirs", "the irs", "their_s", "", "ä", "a\0", "data_base65"),
                  "x");
              return Spoiled.record("name of no attribute", original, event, MALFORMED_EVENT);
            }));
  }

  private static MalformedRecord with(ObjectNode event, String name, String value) {
    var original = event.deepCopy();
    event.put(name, value);
    return Spoiled.record(name + " wrong", original, event, MALFORMED_EVENT);
  }

  private static JsonNode noText(Random random) {
    return Spoiled.any(
        random, json("5"), json("true"), json("1.5"), json("[]"), json("{}"), json("[\"1.0\"]"));
  }

  static JsonNode json(String text) {
    return Json.read(text, JsonNode.class);
  }
}
