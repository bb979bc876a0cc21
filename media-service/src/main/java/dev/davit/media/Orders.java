package dev.davit.media;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.event.Amount;
import dev.davit.contracts.event.BackupStarted;
import dev.davit.contracts.event.DumpPinned;
import dev.davit.contracts.event.MediaProgressed;
import dev.davit.contracts.event.MediaWorkCancelled;
import dev.davit.contracts.event.Progress;
import dev.davit.contracts.event.RecoveryContext;
import dev.davit.contracts.event.RecoveryStarted;
import dev.davit.contracts.event.RecoveryStepStarted;
import dev.davit.contracts.event.ReferencesListed;
import dev.davit.contracts.event.RunCancelling;
import dev.davit.contracts.event.RunFact;
import dev.davit.kit.inbox.EventHandler;
import dev.davit.kit.outbox.Cause;
import dev.davit.kit.outbox.Outbox;
import dev.davit.kit.work.Admission;
import dev.davit.kit.work.WorkKind;
import dev.davit.kit.work.WorkStore;
import dev.davit.worker.Admissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/**
 * Makes work of the scheduler's orders and satisfies it with dump-service's facts, in whichever
 * order they come; whatever else is said is not for us. Thread-safe.
 */
public final class Orders implements EventHandler {
  public static final WorkKind CAPTURE = new WorkKind("media-capture");
  public static final WorkKind SURVEY = new WorkKind("media-survey");
  public static final WorkKind STEP = new WorkKind("media-step");

  private static final Set<Class<? extends RunFact>> PIN = Set.of(DumpPinned.class);

  private final WorkStore work;
  private final Outbox outbox;

  public Orders(WorkStore work, Outbox outbox) {
    this.work = work;
    this.outbox = outbox;
  }

  @Override
  public void handle(Envelope envelope, Connection tx) throws SQLException {
    switch (envelope.event()) {
      case BackupStarted order ->
          work.add(tx, CAPTURE, 1, envelope, PIN, Admissions.goingOn(order.settings()));
      case DumpPinned fact -> pinned(tx, fact, envelope);
      case ReferencesListed fact -> work.satisfy(tx, envelope, fact.pin().ordinal());
      case RecoveryStarted order ->
          work.add(tx, SURVEY, 1, envelope, Set.of(), recovery(order.context()));
      case RecoveryStepStarted order when isOurs(order) ->
          work.add(tx, STEP, order.ordinal(), envelope, Set.of(), recovery(order.context()));
      case RunCancelling order -> cancel(tx, order, envelope);
      default -> {} // facts of runs, and steps of other services
    }
  }

  private static Admission recovery(RecoveryContext context) {
    return Admissions.recovery(context.settings(), null);
  }

  /** What a lower pin began is of no use to a higher one, but for the blobs. */
  private void pinned(Connection tx, DumpPinned fact, Envelope envelope) throws SQLException {
    work.supersede(tx, CAPTURE, fact.run(), fact.pin().ordinal(), PIN);
    work.satisfy(tx, envelope, fact.pin().ordinal());
  }

  /** How this service says that work waits. */
  public static Progress waiting(SystemId system, RunId run, String why) {
    return new MediaProgressed(system, run, "waiting: " + why, new Amount(0, null, 0, null));
  }

  /** Live work says itself that it ended; without any, nobody else would. */
  private void cancel(Connection tx, RunCancelling order, Envelope envelope) throws SQLException {
    if (work.cancelRun(tx, order.run()) == 0) {
      outbox.append(tx, new MediaWorkCancelled(order.system(), order.run()), Cause.of(envelope));
    }
  }

  private static boolean isOurs(RecoveryStepStarted order) {
    return switch (order.step()) {
      case MEDIA, SWAP_MEDIA, CLEAN_MEDIA, UNDO_MEDIA -> true;
      case DATABASE, SWAP_DATABASE, OPEN, UNDO_DATABASE -> false;
    };
  }
}
