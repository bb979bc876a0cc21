package dev.davit.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * A run as the server shows it.
 *
 * @param json the whole answer
 */
public record RunView(JsonNode json) {

  public String id() {
    return json.path("id").asText();
  }

  public String system() {
    return json.path("system").asText();
  }

  /** In lower case: {@code backup}, {@code recovery}. */
  public String kind() {
    return json.path("kind").asText().toLowerCase(Locale.ROOT);
  }

  /** In lower case, as the state machines name it. */
  public String state() {
    return json.path("state").asText().toLowerCase(Locale.ROOT);
  }

  public boolean isBackup() {
    return kind().equals("backup");
  }

  public boolean isCompleted() {
    return state().equals("completed") || state().equals("passed");
  }

  public boolean isCancelled() {
    return state().equals("cancelled");
  }

  /** True once nothing more will happen. */
  public boolean isEnded() {
    return switch (state()) {
      case "completed", "failed", "cancelled", "passed", "notpassed", "rolledback" -> true;
      default -> endedAt() != null;
    };
  }

  /** Id of the point it made or recovers; null if there is none yet. */
  public String point() {
    return text("point");
  }

  /** Why it failed; null if it did not. */
  public Problem problem() {
    var problem = json.path("problem");
    return problem.isObject() ? Json.read(problem.toString(), Problem.class) : null;
  }

  public Instant requestedAt() {
    return instant("requestedAt", "createdAt", "startedAt");
  }

  public Instant endedAt() {
    return instant("endedAt", "completedAt");
  }

  /** How long it took; null while it runs. */
  public Duration took() {
    return requestedAt() == null || endedAt() == null
        ? null
        : Duration.between(requestedAt(), endedAt());
  }

  private Instant instant(String... names) {
    for (String name : names) {
      if (text(name) != null) {
        return Instant.parse(text(name));
      }
    }
    return null;
  }

  private String text(String name) {
    var value = json.path(name);
    return value.isTextual() ? value.asText() : null;
  }
}
