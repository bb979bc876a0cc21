package dev.davit.contracts.event;

import dev.davit.contracts.SystemId;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/**
 * Somebody wants a backup now.
 *
 * @param reason free text for people; null allowed
 */
@EventName(value = "backup.requested", topic = Topic.REQUESTS)
public record BackupRequested(SystemId system, String reason) implements Request {
  public BackupRequested {
    Objects.requireNonNull(system, "system");
  }
}
