package dev.davit.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Set;

/** An object as indented lines, {@code Name: value}, with sizes and times as people read them. */
public final class Outline {
  private static final Set<String> SIZES = Set.of("bytes", "stored", "totalBytes");

  /** Numbers that count nothing. */
  private static final Set<String> NUMBERS = Set.of("serverVersion", "revision", "ordinal");

  /** Constants of the contract, as people read them. */
  private static final Set<String> WORDS = Set.of("state", "kind");

  private Outline() {}

  public static String of(JsonNode object) {
    var text = new StringBuilder();
    fields(object, "", text);
    return text.toString();
  }

  private static void fields(JsonNode object, String indent, StringBuilder text) {
    object
        .properties()
        .forEach(
            field -> field(title(field.getKey()), field.getKey(), field.getValue(), indent, text));
  }

  private static void field(
      String title, String key, JsonNode value, String indent, StringBuilder text) {
    if (value.isNull() || (value.isContainerNode() && value.isEmpty())) {
      return;
    }
    text.append(indent).append(title).append(':');
    if (value.isValueNode()) {
      text.append(' ').append(scalar(key, value)).append('\n');
    } else if (value.isObject()) {
      text.append('\n');
      fields(value, indent + "  ", text);
    } else {
      text.append('\n');
      value.forEach(item -> item(key, item, indent + "  ", text));
    }
  }

  private static void item(String key, JsonNode item, String indent, StringBuilder text) {
    if (item.isValueNode()) {
      text.append(indent).append("- ").append(scalar(key, item)).append('\n');
      return;
    }
    var inner = new StringBuilder();
    fields(item, indent + "  ", inner);
    if (!inner.isEmpty()) {
      inner.replace(indent.length(), indent.length() + 2, "- ");
    }
    text.append(inner);
  }

  private static String scalar(String key, JsonNode value) {
    if (value.isIntegralNumber() && !NUMBERS.contains(key)) {
      return SIZES.contains(key) ? Human.bytes(value.asLong()) : Human.count(value.asLong());
    }
    if (value.isTextual() && value.asText().endsWith("Z")) {
      return time(value.asText());
    }
    return WORDS.contains(key) ? value.asText().toLowerCase(Locale.ROOT) : value.asText();
  }

  private static String time(String text) {
    try {
      return Human.time(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return text;
    }
  }

  /** {@code missingCount} as {@code Missing count}. */
  private static String title(String key) {
    String words = key.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
