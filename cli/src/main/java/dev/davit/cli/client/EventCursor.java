package dev.davit.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A place in the server's stream of events. Not thread-safe. */
public final class EventCursor {
  private static final int PAGE = 500;

  private final RestClient client;
  private final Map<String, Object> query;

  /**
   * @param filter {@code run} or {@code system}; values that are null do not filter
   */
  public EventCursor(RestClient client, Map<String, String> filter) {
    this.client = client;
    this.query = new HashMap<>(filter);
    query.put("limit", PAGE);
  }

  /**
   * What came since the last call, oldest first.
   *
   * @param waitSeconds how long the server may wait for a first one
   */
  public List<EventView> next(int waitSeconds) {
    query.put("wait", waitSeconds);
    var answer = client.get("/v1/events", query);
    var events = new ArrayList<EventView>();
    Rows.of(answer, "events").forEach(event -> events.add(new EventView(event)));
    advance(answer, events);
    return events;
  }

  private void advance(JsonNode answer, List<EventView> events) {
    if (answer.hasNonNull("next")) {
      query.put("after", answer.get("next").asText());
    } else if (!events.isEmpty()) {
      query.put("after", events.getLast().sequence());
    }
  }
}
