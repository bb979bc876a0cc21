package dev.davit.contracts.event;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/**
 * A request repeats one that was answered before.
 *
 * @param run the run that the first one started
 */
@EventName(value = "request.duplicate", topic = Topic.SCHEDULER_EVENTS)
public record RequestDuplicate(SystemId system, String request, String requestSource, RunId run)
    implements Answer {
  public RequestDuplicate {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(requestSource, "requestSource");
    Objects.requireNonNull(run, "run");
  }
}
