package dev.davit.contracts.event;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/**
 * A request became a run.
 *
 * @param request id of the request's event
 * @param requestSource its source
 */
@EventName(value = "request.accepted", topic = Topic.SCHEDULER_EVENTS)
public record RequestAccepted(SystemId system, String request, String requestSource, RunId run)
    implements Answer {
  public RequestAccepted {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(requestSource, "requestSource");
    Objects.requireNonNull(run, "run");
  }
}
