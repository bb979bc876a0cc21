package dev.davit.cli.output;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.davit.contracts.codec.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** How a verb prints its result. */
public enum Format {
  TABLE,
  JSON,
  YAML;

  private static final YAMLFactory YAML_FORM =
      YAMLFactory.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();

  /** The value as JSON or YAML text, ending in a line end; not for {@link #TABLE}. */
  public String text(Object value) {
    try {
      return switch (this) {
        case JSON ->
            Json.mapper().writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value)
                + "\n";
        case YAML -> yaml(value);
        case TABLE -> throw new IllegalStateException("a table is made by its verb");
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String yaml(Object value) throws IOException {
    var text = new StringWriter();
    try (var generator = YAML_FORM.createGenerator(text)) {
      Json.mapper().writeValue(generator, value);
    }
    return text.toString();
  }
}
