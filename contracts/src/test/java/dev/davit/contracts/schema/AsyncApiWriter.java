package dev.davit.contracts.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.davit.contracts.codec.EventTypes;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.event.Event;
import dev.davit.contracts.topic.Topic;
import java.util.List;
import java.util.Locale;

/** Makes the AsyncAPI 3.0 document from topics and records. */
final class AsyncApiWriter {
  private static final List<String> TEXTS =
      List.of("subject", "correlationid", "causationid", "traceparent", "idempotencykey");

  private AsyncApiWriter() {}

  static ObjectNode document() {
    ObjectNode document = Json.mapper().createObjectNode();
    document.put("asyncapi", "3.0.0");
    ObjectNode info = document.putObject("info");
    info.put("title", "Davit").put("version", "1.0.0");
    info.put(
        "description",
        "Backups and recoveries are asked for, and their outcome is heard, as CloudEvents on Kafka."
            + " A record's key is the protected system's name.");
    info.putObject("license").put("name", "Apache-2.0");
    document.put("defaultContentType", "application/cloudevents+json");
    ObjectNode channels = document.putObject("channels");
    ObjectNode operations = document.putObject("operations");
    for (Topic topic : Topic.values()) {
      channels.set(name(topic), channel(topic));
      operation(operations, topic, "send", topic.writer());
      topic.readers().forEach(reader -> operation(operations, topic, "receive", reader));
    }
    ObjectNode messages = document.putObject("components").putObject("messages");
    EventTypes.all().forEach((name, event) -> messages.set(name, message(name, event)));
    return document;
  }

  private static String name(Topic topic) {
    return topic.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static ObjectNode channel(Topic topic) {
    ObjectNode channel = Json.mapper().createObjectNode();
    channel.put("address", topic.wireName());
    channel.put(
        "description",
        "Written by " + topic.writer() + "; read by " + String.join(", ", topic.readers()) + ".");
    ObjectNode messages = channel.putObject("messages");
    EventTypes.all()
        .forEach((name, event) -> {
          if (EventTypes.topic(event) == topic) {
            messages.putObject(name).put("$ref", "#/components/messages/" + name);
          }
        });
    ObjectNode kafka = channel.putObject("bindings").putObject("kafka");
    kafka.put("topic", topic.wireName()).put("bindingVersion", "0.5.0");
    return channel;
  }

  private static void operation(ObjectNode operations, Topic topic, String action, String party) {
    String id = party.replace(' ', '-') + "." + action + "." + name(topic);
    ObjectNode operation = operations.putObject(id);
    operation.put("action", action);
    operation.putObject("channel").put("$ref", "#/channels/" + name(topic));
    operation.put("summary", party + (action.equals("send") ? " may write" : " reads"));
  }

  private static ObjectNode message(String name, Class<? extends Event> event) {
    ObjectNode message = Json.mapper().createObjectNode();
    message.put("name", EventTypes.type(event));
    message.put("title", name);
    message.put("summary", RecordDocs.of(event).text());
    message.put("contentType", "application/cloudevents+json");
    ObjectNode payload = message.putObject("payload");
    payload.put("type", "object");
    ObjectNode properties = payload.putObject("properties");
    properties.putObject("specversion").put("const", "1.0");
    properties.putObject("id").put("type", "string").put("minLength", 1);
    properties.putObject("source").put("type", "string").put("format", "uri-reference");
    properties.putObject("type").put("const", EventTypes.type(event));
    properties.putObject("time").put("type", "string").put("format", "date-time");
    properties.putObject("datacontenttype").put("type", "string");
    properties.putObject("dataschema").put("type", "string");
    TEXTS.forEach(text -> properties.putObject(text).put("type", "string"));
    properties.putObject("data").put("$ref", PublishedContract.SCHEMAS + name + ".v1.json");
    List.of("specversion", "id", "source", "type", "data")
        .forEach(payload.putArray("required")::add);
    return message;
  }
}
