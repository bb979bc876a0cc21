package dev.davit.kit.testing.malformed;

import static dev.davit.contracts.error.ErrorCode.MALFORMED_EVENT;
import static dev.davit.contracts.error.ErrorCode.TOO_LARGE;
import static dev.davit.contracts.error.ErrorCode.WRONG_TOPIC;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.topic.Topic;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Good events in the wrong place, with another key or none, and records of strange sizes. */
final class SpoiledPlaces {
  /** One of so many is large, so that a trial moves megabytes and not gigabytes. */
  private static final int RARE = 20;

  private SpoiledPlaces() {}

  static Map<String, Spoiler> all(List<Topic> topics) {
    var everything = new Golden(Arrays.asList(Topic.values()));
    return Map.ofEntries(
        Map.entry("on another topic", (event, random) -> stray(everything, topics, random)),
        Map.entry(
            "request where facts are read",
            (event, random) ->
                topics.equals(List.of(Topic.REQUESTS))
                    ? null
                    : of(everything, Topic.REQUESTS, topics, random)),
        Map.entry(
            "order by a wrong topic",
            (event, random) -> of(everything, Topic.SCHEDULER_EVENTS, topics, random)),
        Map.entry("key missing", (event, random) -> keyed(event, null)),
        Map.entry(
            "key of another system",
            (event, random) -> keyed(event, Spoiled.bytes(random, random.nextInt(100)))),
        Map.entry(
            "value missing",
            (event, random) ->
                new MalformedRecord(
                    "value missing",
                    Golden.topic(event),
                    random.nextBoolean() ? null : Spoiled.key(event),
                    random.nextBoolean() ? Spoiled.structured() : Spoiled.binary(event),
                    null,
                    MALFORMED_EVENT)),
        Map.entry(
            "empty",
            (event, random) ->
                new MalformedRecord(
                    "empty", Golden.topic(event), null, List.of(), new byte[0], MALFORMED_EVENT)),
        Map.entry(
            "nearly too large",
            (event, random) ->
                random.nextInt(RARE) > 0
                    ? null
                    : padded(event, EventCodec.MAX_BYTES - 2_000, false)),
        Map.entry(
            "too large",
            (event, random) ->
                random.nextInt(RARE) > 0
                    ? null
                    : padded(
                        event,
                        EventCodec.MAX_BYTES + 1 + random.nextInt(EventCodec.MAX_BYTES),
                        true)));
  }

  /** As it should be, but for the key: it decides about order, not about what an event means. */
  private static MalformedRecord keyed(ObjectNode event, byte[] key) {
    return new MalformedRecord(
        "another key", Golden.topic(event), key, Spoiled.structured(), Json.bytes(event), null);
  }

  private static MalformedRecord stray(Golden everything, List<Topic> topics, Random random) {
    ObjectNode event = everything.any(random);
    return stray(event, topics, random);
  }

  private static MalformedRecord of(
      Golden everything, Topic own, List<Topic> topics, Random random) {
    ObjectNode event = everything.any(random);
    return Golden.topic(event) == own ? stray(event, topics, random) : null;
  }

  private static MalformedRecord stray(JsonNode event, List<Topic> topics, Random random) {
    Topic topic = topics.get(random.nextInt(topics.size()));
    return Golden.topic(event) == topic
        ? null
        : new MalformedRecord(
            event.path("type").asText() + " on " + topic,
            topic,
            Spoiled.key(event),
            Spoiled.structured(),
            Json.bytes(event),
            WRONG_TOPIC);
  }

  private static MalformedRecord padded(ObjectNode event, int size, boolean refused) {
    int missing = size - Json.bytes(event).length;
    if (missing > 0) {
      ((ObjectNode) event.path("data")).put("padding", "x".repeat(missing));
    }
    return Spoiled.record(size + " bytes", event, Json.bytes(event), refused ? TOO_LARGE : null);
  }
}
