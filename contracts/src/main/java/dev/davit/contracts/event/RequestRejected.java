package dev.davit.contracts.event;

import dev.davit.contracts.SystemId;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/** A request was refused; nothing was started. */
@EventName(value = "request.rejected", topic = Topic.SCHEDULER_EVENTS)
public record RequestRejected(
    SystemId system, String request, String requestSource, Problem problem) implements Answer {
  public RequestRejected {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(requestSource, "requestSource");
    Objects.requireNonNull(problem, "problem");
  }
}
