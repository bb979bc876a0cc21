package dev.davit.contracts.event;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/**
 * How far audit-service is; at most one a second and run, and may be lost.
 *
 * @param step what it is doing, in words
 */
@EventName(value = "audit.progressed", topic = Topic.AUDIT_PROGRESS)
public record AuditProgressed(SystemId system, RunId run, String step, Amount amount)
    implements Progress {
  public AuditProgressed {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(step, "step");
    Objects.requireNonNull(amount, "amount");
  }
}
