package dev.davit.kit.testing.malformed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.davit.contracts.codec.EventTypes;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.topic.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Good events to spoil: the golden sample of each, of a system and runs that nobody knows. */
final class Golden {
  private static final String SYSTEM = "malformed";

  private final Map<String, JsonNode> samples = new TreeMap<>();
  private final List<String> names;

  /**
   * @param topics of which the events are
   */
  Golden(List<Topic> topics) {
    EventTypes.all()
        .forEach((name, type) -> {
          if (topics.contains(EventTypes.topic(type))) {
            samples.put(name, read(name));
          }
        });
    names = new ArrayList<>(samples.keySet());
  }

  static JsonNode read(String name) {
    try (var file = Golden.class.getResourceAsStream("/golden/" + name + ".json")) {
      return Json.mapper().readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Topic topic(JsonNode event) {
    String type = event.path("type").asText();
    return EventTypes.topic(EventTypes.byType(type).orElseThrow());
  }

  /** One of them, with an id of its own. */
  ObjectNode any(Random random) {
    return named(names.get(random.nextInt(names.size())), random);
  }

  /** One whose data has that field at its top; null if there is none. */
  ObjectNode anyWith(String field, Random random) {
    List<String> having =
        names.stream().filter(name -> samples.get(name).path("data").has(field)).toList();
    return having.isEmpty() ? null : named(having.get(random.nextInt(having.size())), random);
  }

  private ObjectNode named(String name, Random random) {
    ObjectNode event = samples.get(name).deepCopy();
    event.put("id", "%016x".formatted(random.nextLong()));
    event.put("source", "/malformed");
    event.put("subject", SYSTEM);
    event.put("partitionkey", SYSTEM);
    event.remove("idempotencykey");
    ObjectNode data = (ObjectNode) event.path("data");
    data.put("system", SYSTEM);
    if (data.has("run")) {
      data.put("run", new java.util.UUID(random.nextLong(), random.nextLong()).toString());
    }
    return event;
  }
}
