package dev.davit.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * An event as the server saw it on the broker.
 *
 * @param json the CloudEvent, or an object that has it as {@code event} beside its place
 */
public record EventView(JsonNode json) {
  private static final String PREFIX = "dev.davit.";

  /** Its place in the server's order. */
  public String sequence() {
    return json.path("sequence").asText();
  }

  /** {@code dump.pinned}. */
  public String name() {
    String type = event().path("type").asText();
    int end = type.lastIndexOf(".v");
    return type.startsWith(PREFIX) && end > PREFIX.length()
        ? type.substring(PREFIX.length(), end)
        : type;
  }

  public Instant time() {
    String time = event().path("time").asText("");
    return time.isEmpty() ? null : Instant.parse(time);
  }

  public String system() {
    return event().path("subject").asText(data().path("system").asText());
  }

  /** Empty for what belongs to no run. */
  public String run() {
    return data().path("run").asText("");
  }

  public JsonNode data() {
    return event().path("data");
  }

  public boolean isProgress() {
    return name().endsWith(".progressed");
  }

  /** The service that speaks: {@code dump} of {@code dump.progressed}. */
  public String speaker() {
    return name().substring(0, Math.max(0, name().indexOf('.')));
  }

  private JsonNode event() {
    return json.path("event").isObject() ? json.path("event") : json;
  }
}
