package dev.davit.contracts.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.davit.contracts.codec.EventTypes;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.event.Event;
import dev.davit.contracts.topic.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is published is what the records say, and a published schema changes only by optional
 * additions: also {@code -Ddavit.golden=write}, which writes the files anew, refuses anything else.
 */
class PublishedContractTest {
  private static final Path RESOURCES = Path.of("src/main/resources");
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final boolean WRITE = "write".equals(System.getProperty("davit.golden"));

  static Stream<Class<? extends Event>> events() {
    return EventTypes.all().values().stream();
  }

  @ParameterizedTest
  @MethodSource("events")
  void aSchemaIsWhatItsRecordSaysAndKeepsWhatWasPublished(Class<? extends Event> event)
      throws IOException {
    Path file = schema(EventTypes.name(event));
    JsonNode now = SchemaWriter.of(event);
    if (Files.exists(file)) {
      assertThat(SchemaRules.broken(read(file), now)).isEmpty();
    }
    publish(file, now);
    assertThat(read(file)).isEqualTo(now);
  }

  @ParameterizedTest
  @MethodSource("events")
  void theSampleIsValidAndSoIsTheSchemaItself(Class<? extends Event> event) throws IOException {
    String name = EventTypes.name(event);
    String schema = PublishedContract.schema(name + ".v1").orElseThrow();
    String data = Json.text(read(GOLDEN.resolve(name + ".json")).path("data"));
    var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    assertThat(registry.getSchema(schema, InputFormat.JSON).validate(data, InputFormat.JSON))
        .isEmpty();
    String dialect = read(schema(name)).path("$schema").asText();
    assertThat(
            registry
                .getSchema(com.networknt.schema.SchemaLocation.of(dialect))
                .validate(schema, InputFormat.JSON))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("events")
  void aRequiredFieldIsMissed(Class<? extends Event> event) throws IOException {
    String name = EventTypes.name(event);
    var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    var schema =
        registry.getSchema(PublishedContract.schema(name + ".v1").orElseThrow(), InputFormat.JSON);
    for (JsonNode required : read(schema(name)).path("required")) {
      var data = read(GOLDEN.resolve(name + ".json")).path("data").deepCopy();
      ((com.fasterxml.jackson.databind.node.ObjectNode) data).remove(required.asText());
      assertThat(schema.validate(Json.text(data), InputFormat.JSON))
          .as(name + " without " + required)
          .isNotEmpty();
    }
  }

  @Test
  void noSchemaIsLeftBehind() throws IOException {
    try (Stream<Path> files = Files.list(RESOURCES.resolve(PublishedContract.SCHEMAS))) {
      var found = new TreeSet<String>();
      files.forEach(file -> found.add(file.getFileName().toString().replaceAll("\\.json$", "")));
      assertThat(found).containsExactlyElementsOf(PublishedContract.schemas());
    }
  }

  @Test
  void theAsyncApiDocumentNamesEveryTopicEventWriterAndReader() throws IOException {
    Path file = RESOURCES.resolve(PublishedContract.ASYNCAPI);
    publish(file, AsyncApiWriter.document());

    JsonNode document = Json.mapper().readTree(PublishedContract.asyncApi());
    assertThat(document).isEqualTo(AsyncApiWriter.document());
    assertThat(document.path("channels").size()).isEqualTo(Topic.values().length);
    assertThat(document.at("/components/messages").size()).isEqualTo(EventTypes.all().size());
    document.findValues("$ref").forEach(reference -> assertResolves(document, reference.asText()));
  }

  private static void assertResolves(JsonNode document, String reference) {
    if (reference.startsWith("#")) {
      assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
    } else {
      assertThat(RESOURCES.resolve(reference)).exists();
    }
  }

  @Test
  void theReferencePageIsUpToDate() throws IOException {
    Path readme = Path.of("README.md");
    String renewed = ReferencePage.renewed(Files.readString(readme));
    if (WRITE) {
      Files.writeString(readme, renewed);
    }
    assertThat(Files.readString(readme)).isEqualTo(renewed);
  }

  private static Path schema(String name) {
    return RESOURCES.resolve(PublishedContract.SCHEMAS).resolve(name + ".v1.json");
  }

  private static void publish(Path file, JsonNode content) throws IOException {
    if (WRITE) {
      var pretty = Json.mapper().copy().enable(SerializationFeature.INDENT_OUTPUT);
      Files.createDirectories(file.getParent());
      Files.writeString(file, pretty.writeValueAsString(content) + "\n");
    }
  }

  private static JsonNode read(Path file) throws IOException {
    return Json.mapper().readTree(Files.readString(file));
  }
}
