package dev.davit.audit;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.event.Amount;
import dev.davit.contracts.event.AuditProgressed;
import dev.davit.contracts.event.BackupStarted;
import dev.davit.contracts.event.DumpCompleted;
import dev.davit.contracts.event.DumpPinned;
import dev.davit.contracts.event.MediaCompleted;
import dev.davit.contracts.event.Progress;
import dev.davit.contracts.event.RecoveryContext;
import dev.davit.contracts.event.RecoveryStarted;
import dev.davit.contracts.event.ReferencesListed;
import dev.davit.contracts.event.RetentionStarted;
import dev.davit.contracts.event.RunCancelling;
import dev.davit.contracts.event.RunFact;
import dev.davit.contracts.event.SealWorkCancelled;
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
 * Makes work of the scheduler's orders, and lets the facts of other services satisfy its needs;
 * whatever else is said is not for us. Thread-safe.
 */
public final class Orders implements EventHandler {
  public static final WorkKind SEAL = new WorkKind("point-seal");
  public static final WorkKind PROOF = new WorkKind("object-proof");
  public static final WorkKind EXPIRY = new WorkKind("point-expiry");

  /** All of one pin, whose ordinal is the work's generation. */
  private static final Set<Class<? extends RunFact>> PARTS =
      Set.of(DumpPinned.class, ReferencesListed.class, DumpCompleted.class, MediaCompleted.class);

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
          work.add(tx, SEAL, 1, envelope, PARTS, Admissions.goingOn(order.settings()));
      case RecoveryStarted order ->
          work.add(tx, PROOF, 1, envelope, Set.of(), recovery(order.context()));
      case RetentionStarted order ->
          work.add(tx, EXPIRY, 1, envelope, Set.of(), Admissions.retention(order.settings()));
      case RunCancelling order -> cancel(tx, order, envelope);
      case DumpPinned fact -> pinned(tx, fact, envelope);
      case ReferencesListed fact -> work.satisfy(tx, envelope, fact.pin().ordinal());
      case DumpCompleted fact -> work.satisfy(tx, envelope, fact.pin().ordinal());
      case MediaCompleted fact -> work.satisfy(tx, envelope, fact.pin().ordinal());
      default -> {} // recorded, but nothing of ours waits for it
    }
  }

  private static Admission recovery(RecoveryContext context) {
    return Admissions.recovery(context.settings(), null);
  }

  /** Parts of a lower pin will never be joined any more. */
  private void pinned(Connection tx, DumpPinned fact, Envelope envelope) throws SQLException {
    int ordinal = fact.pin().ordinal();
    work.supersede(tx, SEAL, fact.run(), ordinal, PARTS);
    work.satisfy(tx, envelope, ordinal);
  }

  /** How this service says that work waits. */
  public static Progress waiting(SystemId system, RunId run, String why) {
    return new AuditProgressed(system, run, "waiting: " + why, new Amount(0, null, 0, null));
  }

  /** Live work says itself that it ended; without any, nobody else would. */
  private void cancel(Connection tx, RunCancelling order, Envelope envelope) throws SQLException {
    if (work.cancelRun(tx, order.run()) == 0) {
      outbox.append(tx, new SealWorkCancelled(order.system(), order.run()), Cause.of(envelope));
    }
  }
}
