package dev.davit.contracts.event;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.settings.SystemSettings;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/**
 * The order to capture: gives dump-service work, media-service work that waits for the pin, and
 * audit-service work that waits for both parts of one pin.
 *
 * @param parent the newest point of the system, whose unchanged files need not be read again; null:
 *     none
 */
@EventName(value = "backup.started", topic = Topic.SCHEDULER_EVENTS)
public record BackupStarted(
    SystemId system, RunId run, SystemSettings settings, long revision, ParentPoint parent)
    implements Order {
  public BackupStarted {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(settings, "settings");
  }
}
