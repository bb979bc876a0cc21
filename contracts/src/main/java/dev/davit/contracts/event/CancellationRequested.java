package dev.davit.contracts.event;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/** Somebody wants a run ended. */
@EventName(value = "cancellation.requested", topic = Topic.REQUESTS)
public record CancellationRequested(SystemId system, RunId run, String reason) implements Request {
  public CancellationRequested {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
  }
}
