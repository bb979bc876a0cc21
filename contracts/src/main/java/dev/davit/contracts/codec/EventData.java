package dev.davit.contracts.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.event.Event;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.jackson.JsonCloudEventData;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** Reads an event's data into its record and says which field is wrong. */
final class EventData {
  private EventData() {}

  static Event read(String object, CloudEvent read, Class<? extends Event> record) {
    requireJson(object, read.getDataContentType());
    JsonNode data = node(object, read.getData());
    try {
      return Json.mapper().treeToValue(data, record);
    } catch (JsonMappingException e) {
      throw new MalformedEvent(object, wrongField(e, data, record));
    } catch (JsonProcessingException | RuntimeException e) {
      throw new MalformedEvent(object, "field \"data\" cannot be read");
    }
  }

  private static void requireJson(String object, String contentType) {
    if (contentType == null) {
      return;
    }
    String type = CloudEventReader.mediaType(contentType);
    if (!type.equals("application/json") && !type.endsWith("+json")) {
      throw new MalformedEvent(object, "field \"datacontenttype\" is not application/json");
    }
  }

  private static JsonNode node(String object, CloudEventData data) {
    try {
      JsonNode node =
          switch (data) {
            case null -> null;
            case JsonCloudEventData json -> json.getNode();
            default -> StrictJson.read(data.toBytes());
          };
      if (node == null || !node.isObject()) {
        throw new MalformedEvent(object, "field \"data\" is missing or no JSON object");
      }
      return node;
    } catch (StrictJson.Unreadable e) {
      throw new MalformedEvent(object, "field \"data\": " + e.getMessage());
    }
  }

  private static String wrongField(JsonMappingException failure, JsonNode data, Class<?> record) {
    var path = new StringBuilder("data");
    for (JsonMappingException.Reference step : failure.getPath()) {
      path.append(
          step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName());
    }
    return switch (failure.getCause()) {
      case NullPointerException missing when failure.getPath().isEmpty() ->
          "field \"data." + missingField(missing, data, record) + "\" is missing";
      case NullPointerException _ -> "field \"" + path + "\" lacks a part";
      case DavitException davit -> "field \"" + path + "\": " + davit.problem().reason();
      case IllegalArgumentException wrong -> "field \"" + path + "\": " + wrong.getMessage();
      case null, default ->
          failure instanceof MismatchedInputException
              ? "field \"" + path + "\" has the wrong type"
              : "field \"" + path + "\" cannot be read";
    };
  }

  /** Records name the field they miss; a list they only copied is found by what the data lacks. */
  private static String missingField(NullPointerException failure, JsonNode data, Class<?> record) {
    String[] names =
        Arrays.stream(record.getRecordComponents())
            .map(RecordComponent::getName)
            .toArray(String[]::new);
    if (Arrays.asList(names).contains(failure.getMessage())) {
      return failure.getMessage();
    }
    return Arrays.stream(record.getRecordComponents())
        .filter(component -> !component.getType().isPrimitive())
        .filter(component -> Iterable.class.isAssignableFrom(component.getType()))
        .map(RecordComponent::getName)
        .filter(name -> !data.hasNonNull(name))
        .findFirst()
        .orElse("?");
  }
}
