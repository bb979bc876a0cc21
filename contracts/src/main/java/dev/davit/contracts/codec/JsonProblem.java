package dev.davit.contracts.codec;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Nearest;
import dev.davit.contracts.error.Problem;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

/** What is wrong with JSON or YAML that people wrote, without the names of our classes. */
public final class JsonProblem {
  private JsonProblem() {}

  /**
   * The problem that a record's own constructor found, else INVALID_REQUEST naming the field.
   *
   * @param whole what was read, for problems of no field: {@code request body}
   */
  public static Problem of(JacksonException e, String whole) {
    if (e.getCause() instanceof DavitException known) {
      return known.problem();
    }
    String field = field(e);
    return new Problem(
        ErrorCode.INVALID_REQUEST, field.isEmpty() ? whole : "field \"" + field + "\"", reason(e));
  }

  private static String field(JacksonException e) {
    var field = new StringBuilder();
    if (e instanceof JsonMappingException mapping) {
      for (var step : mapping.getPath()) {
        String name =
            step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName();
        field.append(field.isEmpty() || name.startsWith("[") ? "" : ".").append(name);
      }
    }
    return field.toString();
  }

  private static String reason(JacksonException e) {
    return switch (e.getCause()) {
      case NullPointerException missing -> "\"" + missing.getMessage() + "\" is missing in it";
      case IllegalArgumentException wrong -> wrong.getMessage();
      case null, default ->
          switch (e) {
            case InvalidFormatException wrong -> "\"" + wrong.getValue() + "\" is " + not(wrong);
            case UnrecognizedPropertyException unknown ->
                "there is no such field" + nearest(unknown);
            case JsonMappingException ignored -> "it has the wrong type";
            default -> "it is not JSON";
          };
    };
  }

  private static String nearest(UnrecognizedPropertyException unknown) {
    var names =
        unknown.getKnownPropertyIds().stream().filter(Objects::nonNull).map(String::valueOf);
    return Nearest.to(unknown.getPropertyName(), names.toList())
        .map(name -> "; did you mean \"" + name + "\"?")
        .orElse("");
  }

  private static String not(InvalidFormatException wrong) {
    Class<?> type = wrong.getTargetType();
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(each -> Json.mapper().convertValue(each, String.class))
          .collect(Collectors.joining(", ", "not one of ", ""));
    }
    return "of the wrong type";
  }
}
