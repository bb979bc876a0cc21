package dev.davit.contracts.event;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.settings.RetentionPolicy;
import dev.davit.contracts.settings.SystemSettings;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/** The order to forget points that no rule keeps, and to free their space. */
@EventName(value = "retention.started", topic = Topic.SCHEDULER_EVENTS)
public record RetentionStarted(
    SystemId system, RunId run, SystemSettings settings, RetentionPolicy policy) implements Order {
  public RetentionStarted {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(policy, "policy");
  }
}
