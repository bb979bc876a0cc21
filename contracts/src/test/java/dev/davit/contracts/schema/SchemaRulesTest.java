package dev.davit.contracts.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.contracts.codec.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaRulesTest {
  private static final String PUBLISHED =
      """
      {"type": "object", "description": "old words",
       "properties": {"system": {"type": "string", "pattern": "a"},
                      "outcome": {"type": "string", "enum": ["GOOD", "BAD"]},
                      "inner": {"$ref": "#/$defs/Inner"}},
       "required": ["system"],
       "$defs": {"Inner": {"type": "object", "properties": {"n": {"type": "integer"}}}}}
      """;

  private static JsonNode published() throws JsonProcessingException {
    return Json.mapper().readTree(PUBLISHED);
  }

  @Test
  void optionalAdditionsAndOtherWordsBreakNothing() throws Exception {
    String added =
        PUBLISHED
            .replace("old words", "new words")
            .replace("\"n\":", "\"m\": {\"type\": \"string\"}, \"n\":")
            .replace("\"BAD\"", "\"BAD\", \"UGLY\"");
    assertThat(SchemaRules.broken(published(), Json.mapper().readTree(added))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"pattern\": \"a\"|\"pattern\": \"b\"|/properties/system/pattern",
        "\"GOOD\", ||/properties/outcome/enum lacks [GOOD]",
        "[\"system\"]|[\"system\", \"outcome\"]|/required",
        "[\"system\"]|[]|/required",
        "\"n\": {\"type\": \"integer\"}|\"n\": {\"type\": \"string\"}|/$defs/Inner/properties/n/type",
        "\"n\":|\"m\":|/$defs/Inner/properties/n is gone",
        "{\"n\": {\"type\": \"integer\"}}|{\"n\": {\"type\": \"integer\"}}, \"required\": [\"n\"]|/required is new",
      })
  void anythingElseIsNamed(String part, String changed, String broken) throws Exception {
    assertThat(PUBLISHED).contains(part);
    String now = PUBLISHED.replace(part, changed == null ? "" : changed);
    assertThat(SchemaRules.broken(published(), Json.mapper().readTree(now)))
        .anySatisfy(line -> assertThat(line).contains(broken));
  }
}
