package dev.davit.contracts.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.codec.EventTypes;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.codec.MalformedEvent;
import dev.davit.contracts.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is taken for an event is valid by its published schema: another judge of the codec. */
class SchemaConformanceTest {
  private static final int CHANGES = 120;
  private static final long SEED = Long.getLong("trial.seed", System.nanoTime());
  private static final List<String> VALUES =
      List.of(
          "null",
          "0",
          "-1",
          "1.5",
          "1e30",
          "3000000000",
          "\"\"",
          "\"text\"",
          "\"0\"",
          "\"5\"",
          "true",
          "\"true\"",
          "[]",
          "{}",
          "[null]",
          "[[]]",
          "{\"a\":1}",
          "\"2026-01-02\"",
          "1767323045",
          "\"1-1-1-1-1\"",
          "\"PT5M\"",
          "\"+999999999-12-31T23:59:59Z\"");

  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

  static Stream<Class<? extends Event>> events() {
    return EventTypes.all().values().stream();
  }

  @ParameterizedTest
  @MethodSource("events")
  void nothingInvalidIsRead(Class<? extends Event> event) throws IOException {
    String name = EventTypes.name(event);
    var random = new Random(SEED + name.hashCode());
    Schema schema =
        registry.getSchema(PublishedContract.schema(name + ".v1").orElseThrow(), InputFormat.JSON);
    String golden = Files.readString(Path.of("src/test/resources/golden/" + name + ".json"));
    for (int i = 0; i < CHANGES; i++) {
      var changed = (ObjectNode) Json.mapper().readTree(golden);
      String what = change(changed.path("data"), random);
      if (isRead(changed)) {
        assertThat(schema.validate(Json.text(unset(changed.path("data"))), InputFormat.JSON))
            .as("seed %d: %s with %s was read", SEED, name, what)
            .isEmpty();
      }
    }
  }

  private static boolean isRead(JsonNode event) {
    try {
      EventCodec.parse(Json.text(event));
      return true;
    } catch (MalformedEvent e) {
      return false;
    }
  }

  /** Puts another value in the place of one, or takes one away. */
  private static String change(JsonNode data, Random random) throws IOException {
    List<Runnable> ways = new ArrayList<>();
    List<String> names = new ArrayList<>();
    JsonNode value = Json.mapper().readTree(VALUES.get(random.nextInt(VALUES.size())));
    collect("data", data, random.nextInt(8) == 0 ? null : value, ways, names);
    int chosen = random.nextInt(ways.size());
    ways.get(chosen).run();
    return names.get(chosen) + " = " + value;
  }

  private static void collect(
      String at, JsonNode parent, JsonNode value, List<Runnable> ways, List<String> names) {
    if (parent instanceof ObjectNode object) {
      object
          .properties()
          .forEach(field -> {
            String name = at + "." + field.getKey();
            names.add(name);
            ways.add(() -> replace(object, field.getKey(), value));
            collect(name, field.getValue(), value, ways, names);
          });
    } else if (parent instanceof ArrayNode array && !array.isEmpty()) {
      names.add(at + "[0]");
      ways.add(() -> array.set(0, value == null ? Json.mapper().nullNode() : value));
      collect(at + "[0]", array.get(0), value, ways, names);
    }
  }

  private static void replace(ObjectNode object, String field, JsonNode value) {
    if (value == null) {
      object.remove(field);
    } else {
      object.set(field, value);
    }
  }

  /** A field that is null is one that is not there. */
  private static JsonNode unset(JsonNode node) {
    if (node instanceof ObjectNode object) {
      var kept = Json.mapper().createObjectNode();
      object
          .properties()
          .forEach(field -> {
            if (!field.getValue().isNull()) {
              kept.set(field.getKey(), unset(field.getValue()));
            }
          });
      return kept;
    }
    if (node instanceof ArrayNode array) {
      var kept = Json.mapper().createArrayNode();
      array.forEach(element -> kept.add(unset(element)));
      return kept;
    }
    return node;
  }
}
