package dev.davit.contracts.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.contracts.codec.EventTypes;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;

/** The generated part of the module's README: each event with its fields and an example. */
final class ReferencePage {
  static final String BEGIN =
      "<!-- generated from the records; `-Ddavit.golden=write` renews it -->";
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  private ReferencePage() {}

  /** The README with this part renewed; it stands at the end. */
  static String renewed(String readme) throws IOException {
    int begin = readme.indexOf(BEGIN);
    var page = new StringBuilder(begin < 0 ? readme + "\n" : readme.substring(0, begin));
    page.append(BEGIN).append("\n\n## Reference\n");
    for (var event : EventTypes.all().entrySet()) {
      append(page, event.getKey(), event.getValue());
    }
    return page.toString();
  }

  private static void append(StringBuilder page, String name, Class<? extends Event> event)
      throws IOException {
    JsonNode schema = SchemaWriter.of(event);
    page.append("\n### ").append(name).append("\n\n");
    page.append(schema.path("description").asText()).append("\n\n");
    page.append("Topic `").append(EventTypes.topic(event).wireName()).append("`, [schema](");
    page.append("src/main/resources/").append(PublishedContract.SCHEMAS).append(name);
    page.append(".v1.json). Fields: ").append(fields(schema)).append(".\n\n```\n");
    JsonNode sample = Json.mapper().readTree(Files.readString(GOLDEN.resolve(name + ".json")));
    page.append(Json.text(sample.path("data"))).append("\n```\n");
  }

  private static String fields(JsonNode schema) {
    var required = new TreeSet<String>();
    schema.path("required").forEach(field -> required.add(field.asText()));
    var text = new StringBuilder();
    schema
        .path("properties")
        .fieldNames()
        .forEachRemaining(field -> {
          text.append(text.isEmpty() ? "" : ", ").append('`').append(field).append('`');
          text.append(required.contains(field) ? "" : "?");
        });
    return text.toString();
  }
}
