package dev.davit.contracts.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.davit.contracts.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every event as it lies on the broker. The files change only when a field is added, and then the
 * earlier form is kept in {@code earlier}, as {@code NAME-1.json}; run with {@code
 * -Ddavit.golden=write} to write those that are missing, never to make a changed one pass.
 */
class GoldenSamplesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  static Stream<Class<? extends Event>> events() {
    return EventTypes.all().values().stream();
  }

  @ParameterizedTest
  @MethodSource("events")
  void anEventKeepsItsForm(Class<? extends Event> record) throws IOException {
    Envelope envelope = Samples.envelope(Samples.of(record));
    Path file = GOLDEN.resolve(EventTypes.name(record) + ".json");
    JsonNode written = Json.mapper().readTree(EventCodec.encode(envelope).body());
    if (!Files.exists(file) && "write".equals(System.getProperty("davit.golden"))) {
      var pretty = Json.mapper().copy().enable(SerializationFeature.INDENT_OUTPUT);
      Files.writeString(file, pretty.writeValueAsString(written) + "\n");
    }
    assertThat(file).as("golden sample; write it with -Ddavit.golden=write").exists();
    assertThat(written).isEqualTo(Json.mapper().readTree(Files.readString(file)));
    assertThat(EventCodec.parse(Files.readString(file))).isEqualTo(envelope);
  }

  @ParameterizedTest
  @MethodSource("events")
  void anEventSurvivesTheBroker(Class<? extends Event> record) {
    Envelope envelope = Samples.envelope(Samples.of(record));
    EncodedEvent encoded = EventCodec.encode(envelope);
    assertThat(EventCodec.decode(encoded.headers(), encoded.body())).isEqualTo(envelope);
  }

  /** What a broker or a table still holds from before a field was added. */
  @ParameterizedTest
  @MethodSource("earlier")
  void anEarlierFormStillSaysTheSame(Path earlier) throws IOException {
    String name = earlier.getFileName().toString().replaceAll("-\\d+\\.json$", "");
    Envelope now = Samples.envelope(Samples.of(EventTypes.all().get(name)));
    assertThat(EventCodec.parse(Files.readString(earlier))).isEqualTo(now);
  }

  static List<Path> earlier() throws IOException {
    try (Stream<Path> files = Files.list(GOLDEN.resolve("earlier"))) {
      return files.sorted().toList();
    }
  }

  @Test
  void noSampleIsLeftBehind() throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(GOLDEN)) {
      files
          .filter(Files::isRegularFile)
          .forEach(file -> names.add(file.getFileName().toString().replaceAll("\\.json$", "")));
    }
    assertThat(names).isEqualTo(new TreeSet<>(EventTypes.all().keySet()));
  }
}
