package dev.davit.contracts.event;

import dev.davit.contracts.RunId;

/** What the scheduler has decided. The only kind of event that gives a worker work. */
public sealed interface Order extends Event
    permits BackupStarted, RecoveryStarted, RecoveryStepStarted, RetentionStarted, RunCancelling {
  RunId run();
}
