package dev.davit.contracts.schema;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.davit.contracts.PointId;
import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.EventTypes;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.codec.Samples;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.Event;
import dev.davit.contracts.settings.SecretRef;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Makes the JSON Schema of an event's data from its record. For one schema. */
final class SchemaWriter {
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
  private static final Map<Class<?>, Map<String, String>> TEXTS =
      Map.of(
          String.class, Map.of(),
          Instant.class, Map.of("format", "date-time"),
          LocalTime.class, Map.of("pattern", "^[0-2][0-9]:[0-5][0-9](:[0-5][0-9])?$"),
          Duration.class, Map.of("format", "duration"),
          RunId.class, Map.of("format", "uuid"),
          PointId.class, Map.of("format", "uuid"),
          SystemId.class, Map.of("pattern", SystemId.PATTERN),
          SecretRef.class, Map.of("pattern", "^(file|env):.+"),
          ErrorCode.class, Map.of("pattern", "^DAVIT-[0-9]{4}$"));

  private final Map<String, ObjectNode> definitions = new TreeMap<>();

  private SchemaWriter() {}

  static ObjectNode of(Class<? extends Event> event) {
    var writer = new SchemaWriter();
    ObjectNode schema = Json.mapper().createObjectNode();
    schema.put("$schema", DIALECT);
    schema.put("$id", EventTypes.dataSchema(event));
    schema.put("title", EventTypes.type(event));
    schema.setAll(writer.object(event));
    if (!writer.definitions.isEmpty()) {
      schema.putObject("$defs").setAll(writer.definitions);
    }
    return schema;
  }

  private ObjectNode object(Class<?> record) {
    ObjectNode schema = Json.mapper().createObjectNode();
    RecordDocs docs = RecordDocs.of(record);
    if (!docs.text().isEmpty()) {
      schema.put("description", docs.text());
    }
    schema.put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = Json.mapper().createArrayNode();
    for (RecordComponent component : record.getRecordComponents()) {
      ObjectNode property = value(component.getGenericType());
      String says = docs.components().get(component.getName());
      if (says != null) {
        property.put("description", says);
      }
      properties.set(component.getName(), property);
      if (Samples.isRequired(record, component)) {
        required.add(component.getName());
      }
    }
    derived(record, properties);
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    return schema;
  }

  /** What is written beside the components, and follows from them. */
  private void derived(Class<?> record, ObjectNode properties) {
    Stream.ofNullable(Json.mapper().findMixInClassFor(record))
        .flatMap(form -> Stream.of(form.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(JsonPropertyDescription.class))
        .sorted(Comparator.comparing(Method::getName))
        .forEach(method ->
            properties.set(
                method.getName(),
                value(method.getGenericReturnType())
                    .put(
                        "description",
                        method.getAnnotation(JsonPropertyDescription.class).value())));
  }

  private ObjectNode value(Type type) {
    if (type instanceof ParameterizedType generic) {
      ObjectNode schema = Json.mapper().createObjectNode();
      Type[] arguments = generic.getActualTypeArguments();
      boolean list = generic.getRawType() == List.class;
      schema.put("type", list ? "array" : "object");
      schema.set(list ? "items" : "additionalProperties", value(arguments[list ? 0 : 1]));
      return schema;
    }
    return scalar((Class<?>) type);
  }

  private ObjectNode scalar(Class<?> type) {
    ObjectNode schema = Json.mapper().createObjectNode();
    if (TEXTS.containsKey(type)) {
      schema.put("type", "string");
      TEXTS.get(type).forEach(schema::put);
    } else if (type == int.class
        || type == Integer.class
        || type == long.class
        || type == Long.class) {
      schema.put("type", "integer");
    } else if (type == double.class || type == Double.class) {
      schema.put("type", "number");
    } else if (type == boolean.class || type == Boolean.class) {
      schema.put("type", "boolean");
    } else if (type.isEnum()) {
      schema.put("type", "string");
      ArrayNode values = schema.putArray("enum");
      for (Object constant : type.getEnumConstants()) {
        values.add(Json.mapper().valueToTree(constant).asText());
      }
    } else if (type.isRecord()) {
      schema.put("$ref", "#/$defs/" + definition(type));
    } else {
      throw new IllegalArgumentException("no schema for " + type);
    }
    return schema;
  }

  private String definition(Class<?> record) {
    String name = record.getSimpleName();
    if (!definitions.containsKey(name)) {
      definitions.put(name, null); // records do not contain themselves; this stops one that would
      definitions.put(name, object(record));
    }
    return name;
  }
}
