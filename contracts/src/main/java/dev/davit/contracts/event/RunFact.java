package dev.davit.contracts.event;

import dev.davit.contracts.RunId;

/** Something that happened in a run. */
public sealed interface RunFact extends Fact
    permits BackupCompleted,
        BackupFailed,
        BackupCancelled,
        RecoveryPlanned,
        RecoveryValidated,
        RecoveryCompleted,
        RecoveryFailed,
        RecoveryCancelled,
        RetentionCompleted,
        RetentionFailed,
        DumpPinned,
        ReferencesListed,
        DumpCompleted,
        DumpFailed,
        MediaCompleted,
        MediaFailed,
        RecoveryPointSealed,
        SealFailed,
        RecoveryPointExpired,
        DatabaseTargetSurveyed,
        MediaTargetSurveyed,
        ObjectsProven,
        MediaRestored,
        DatabaseRestored,
        DatabaseSwapped,
        MediaSwapped,
        MediaCleaned,
        DatabaseOpened,
        DatabaseStepUndone,
        MediaStepUndone,
        DatabaseStepFailed,
        MediaStepFailed,
        DumpWorkCancelled,
        MediaWorkCancelled,
        SealWorkCancelled {
  RunId run();
}
