package dev.davit.kit.testing.malformed;

import static dev.davit.contracts.error.ErrorCode.MALFORMED_EVENT;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.davit.contracts.codec.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Envelopes that are right, around data that is not. */
final class SpoiledData {
  private SpoiledData() {}

  static Map<String, Spoiler> all() {
    return Map.ofEntries(
        Map.entry(
            "data missing",
            (event, random) -> {
              var original = event.deepCopy();
              if (random.nextBoolean()) {
                event.remove("data");
              } else {
                event.set("data", value("null", "[]", "5", "\"text\"", "true", random));
              }
              return Spoiled.record("data missing", original, event, MALFORMED_EVENT);
            }),
        Map.entry(
            "system wrong",
            (event, random) ->
                field(
                    event, "system", value("null", "5", "\"\"", "\"No Name\"", "[\"a\"]", random))),
        Map.entry(
            "run wrong",
            (event, random) ->
                event.path("data").has("run")
                    ? field(
                        event,
                        "run",
                        value(
                            "\"1-1-1-1-1\"", "\"seven\"", "\"\"", "7", "{\"value\":\"x\"}", random))
                    : null),
        Map.entry(
            "time in data wrong",
            (event, random) ->
                event.path("data").has("at")
                    ? field(
                        event,
                        "at",
                        value(
                            "\"yesterday\"",
                            "1767323045",
                            "\"2026-01-02\"",
                            "\"+999999999-12-31T23:59:59Z\"",
                            "[2026,1,2]",
                            random))
                    : null),
        Map.entry(
            "pin wrong",
            (event, random) ->
                event.path("data").has("pin")
                    ? field(event, "pin", value("null", "{}", "5", "{\"ordinal\":0}", "[]", random))
                    : null),
        Map.entry("field missing or of another type", SpoiledData::anyField),
        Map.entry(
            "name twice in data",
            (event, random) -> {
              String json =
                  Json.text(event).replaceFirst("\"system\":", "\"system\":\"other\",\"system\":");
              return Spoiled.record(
                  "name twice in data", event, json.getBytes(UTF_8), MALFORMED_EVENT);
            }),
        Map.entry(
            "nested without end",
            (event, random) -> {
              int depth = 65 + random.nextInt(20_000);
              String deep = random.nextBoolean() ? "[".repeat(depth) : "{\"a\":".repeat(depth);
              return Spoiled.record(
                  "nested without end", event, extra(event, deep), MALFORMED_EVENT);
            }),
        Map.entry(
            "number without end",
            (event, random) -> {
              String digits = "9".repeat(101 + random.nextInt(10_000));
              return Spoiled.record(
                  "number without end", event, extra(event, digits), MALFORMED_EVENT);
            }),
        Map.entry(
            "long text",
            (event, random) -> {
              byte[] json = extra(event, "\"" + "x".repeat(random.nextInt(40_000)) + "\"");
              return Spoiled.record("long text", event, json, null);
            }),
        Map.entry(
            "text that no table holds",
            (event, random) -> {
              String text =
                  Spoiled.any(
                      random, "\"\\u0000\"", "\"\\ud800\"", "{\"\\u0000\":1}", "[\"\\udc00\"]");
              return Spoiled.record(
                  "text that no table holds", event, extra(event, text), MALFORMED_EVENT);
            }),
        Map.entry(
            "no Base64",
            (event, random) -> {
              var original = event.deepCopy();
              event.remove("data");
              event.set(
                  "data_base64",
                  value("\"*\"", "5", "\"e30\\n\"", "\"/w==\"", "\"bnVsbA==\"", random));
              return Spoiled.record("no Base64", original, event, MALFORMED_EVENT);
            }),
        Map.entry(
            "data twice",
            (event, random) -> {
              var original = event.deepCopy();
              event.put("data_base64", Spoiled.data(event));
              return Spoiled.record("data twice", original, event, MALFORMED_EVENT);
            }),
        Map.entry(
            "data of another content type",
            (event, random) -> {
              var original = event.deepCopy();
              event.put(
                  "datacontenttype",
                  Spoiled.any(random, "text/xml", "", "application/avro", "json"));
              return Spoiled.record(
                  "data of another content type", original, event, MALFORMED_EVENT);
            }));
  }

  private static MalformedRecord field(ObjectNode event, String name, JsonNode value) {
    var original = event.deepCopy();
    ((ObjectNode) event.path("data")).set(name, value);
    return Spoiled.record("data." + name + " = " + value, original, event, MALFORMED_EVENT);
  }

  private static JsonNode value(String a, String b, String c, String d, String e, Random random) {
    return SpoiledAttributes.json(Spoiled.any(random, a, b, c, d, e));
  }

  private static MalformedRecord anyField(ObjectNode event, Random random) {
    var original = event.deepCopy();
    List<ObjectNode> objects = new ArrayList<>();
    collect(event.path("data"), objects);
    ObjectNode object = objects.get(random.nextInt(objects.size()));
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    if (names.isEmpty()) {
      return null;
    }
    String name = names.get(random.nextInt(names.size()));
    if (random.nextInt(4) == 0) {
      object.remove(name);
    } else {
      object.set(name, value("null", "-1", "\"text\"", "[null]", "{\"a\":[]}", random));
    }
    return Spoiled.record("data …" + name + " spoiled", original, event, null);
  }

  private static void collect(JsonNode node, List<ObjectNode> objects) {
    if (node instanceof ObjectNode object) {
      objects.add(object);
    }
    node.forEach(child -> collect(child, objects));
  }

  /** With a field in data that Davit does not know. */
  private static byte[] extra(JsonNode event, String value) {
    return Json.text(event)
        .replaceFirst("\"data\":\\{", "\"data\":{\"extra\":" + value.replace("\\", "\\\\") + ",")
        .getBytes(UTF_8);
  }
}
