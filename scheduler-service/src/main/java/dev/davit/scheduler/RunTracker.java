package dev.davit.scheduler;

import dev.davit.contracts.Pin;
import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.event.*;
import dev.davit.contracts.point.PointState;
import dev.davit.kit.outbox.Cause;
import dev.davit.scheduler.RunLifecycle.Said;
import dev.davit.scheduler.model.BackupRun;
import dev.davit.scheduler.model.RecoveryPoint;
import dev.davit.scheduler.model.RetentionRun;
import dev.davit.scheduler.model.Run;
import dev.davit.scheduler.model.Service;
import dev.davit.scheduler.store.PointStore;
import dev.davit.scheduler.store.RunStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/**
 * Turns the facts that workers state into moves of runs. A fact of a run that is not known, or of a
 * state that is past, changes nothing. Thread-safe.
 */
public final class RunTracker {
  private final RunLifecycle lifecycle;
  private final RecoveryOrchestrator recoveries;
  private final RetentionStarter retention;

  public RunTracker(
      RunLifecycle lifecycle, RecoveryOrchestrator recoveries, RetentionStarter retention) {
    this.lifecycle = lifecycle;
    this.recoveries = recoveries;
    this.retention = retention;
  }

  /** Follows one fact, in the transaction that records that it was heard. */
  public void follow(Envelope heard, Connection tx) throws SQLException {
    if (heard.event() instanceof RunFact fact && RunStore.isKnown(tx, fact.run(), fact.system())) {
      follow(fact, Cause.of(heard), tx);
    }
  }

  private void follow(RunFact heard, Cause cause, Connection tx) throws SQLException {
    switch (heard) {
      case DumpPinned fact -> pinned(tx, fact, cause);
      case DumpCompleted fact ->
          stored(tx, fact.run(), Service.DUMP, fact.pin(), "databases stored", cause);
      case MediaCompleted fact ->
          stored(tx, fact.run(), Service.MEDIA, fact.pin(), mediaStored(fact), cause);
      case RecoveryPointSealed fact -> sealed(tx, fact, cause);
      case DumpFailed fact -> failed(tx, fact.run(), fact.problem(), Service.DUMP, cause);
      case MediaFailed fact -> failed(tx, fact.run(), fact.problem(), Service.MEDIA, cause);
      case SealFailed fact -> failed(tx, fact.run(), fact.problem(), Service.AUDIT, cause);
      case DumpWorkCancelled fact -> ended(tx, fact.run(), Service.DUMP, cause);
      case MediaWorkCancelled fact -> ended(tx, fact.run(), Service.MEDIA, cause);
      case SealWorkCancelled fact -> ended(tx, fact.run(), Service.AUDIT, cause);
      case RecoveryPointExpired fact ->
          PointStore.setState(tx, fact.system(), fact.point(), PointState.EXPIRED);
      case RetentionCompleted fact -> retained(tx, fact, cause);
      case RetentionFailed fact -> notRetained(tx, fact, cause);
      default -> recoveries.follow(tx, heard, cause);
    }
  }

  private void pinned(Connection tx, DumpPinned fact, Cause cause) throws SQLException {
    lifecycle.move(
        tx,
        fact.run(),
        cause,
        run ->
            switch (run) {
              case BackupRun.Pinning pinning -> pinning.pinned(fact.pin());
              case BackupRun.Capturing capturing -> capturing.pinned(fact.pin());
              case BackupRun.Sealing sealing -> sealing.pinned(fact.pin());
              default -> run;
            },
        (before, after) ->
            Said.of("databases pinned at " + fact.at() + " (pin " + fact.pin().ordinal() + ")"));
  }

  private static String mediaStored(MediaCompleted fact) {
    return fact.carriedForward() == 0
        ? "media stored"
        : "media stored; %d files that rows name are gone from disk, and taken from the point before"
            .formatted(fact.carriedForward());
  }

  private void stored(Connection tx, RunId id, Service service, Pin pin, String text, Cause cause)
      throws SQLException {
    lifecycle.move(
        tx,
        id,
        cause,
        run ->
            switch (run) {
              // The pin's own event may come later than the part: other topics, other partitions.
              case BackupRun.Pinning pinning -> pinning.pinned(pin).stored(service, pin);
              case BackupRun.Capturing capturing -> capturing.pinned(pin).stored(service, pin);
              case BackupRun.Sealing sealing -> sealing.stored(service, pin);
              case BackupRun.Cancelling cancelling -> cancelling.ended(service);
              default -> run;
            },
        (before, after) ->
            after instanceof BackupRun.Cancelled || after instanceof BackupRun.Cancelling
                ? cancelledOrWaiting(before.system(), after, service)
                : Said.of(text));
  }

  private void sealed(Connection tx, RecoveryPointSealed fact, Cause cause) throws SQLException {
    PointStore.add(
        tx,
        new RecoveryPoint(
            fact.point(),
            fact.system(),
            fact.run(),
            fact.snapshot(),
            fact.state(),
            fact.at(),
            null,
            fact.closure(),
            fact.databases(),
            fact.files(),
            fact.bytes(),
            fact.stored()));
    boolean completed =
        lifecycle.move(
            tx,
            fact.run(),
            cause,
            run ->
                run instanceof BackupRun.Live live ? live.sealed(fact.point(), fact.state()) : run,
            (before, after) ->
                new Said(
                    fact.point(),
                    "recovery point " + fact.state().name().toLowerCase(Locale.ROOT),
                    List.of(
                        new BackupCompleted(
                            fact.system(), fact.run(), fact.point(), fact.state()))));
    if (completed) {
      Cause own = RunStore.find(tx, fact.run()).orElseThrow().cause();
      retention.afterBackup(
          tx,
          fact.system(),
          new Cause(own.correlationId(), cause.causationId(), own.traceparent()));
    }
  }

  private void failed(Connection tx, RunId id, Problem problem, Service service, Cause cause)
      throws SQLException {
    lifecycle.move(
        tx,
        id,
        cause,
        run ->
            switch (run) {
              case BackupRun.Cancelling cancelling -> cancelling.ended(service);
              case BackupRun.Live live -> live.fail(problem);
              default -> run;
            },
        (before, after) ->
            after instanceof BackupRun.Failed
                ? Said.of(
                    "failed: " + problem,
                    new BackupFailed(before.system(), id, problem),
                    new RunCancelling(before.system(), id, "another part of the run failed"))
                : cancelledOrWaiting(before.system(), after, service));
  }

  private void ended(Connection tx, RunId id, Service service, Cause cause) throws SQLException {
    lifecycle.move(
        tx,
        id,
        cause,
        run -> run instanceof BackupRun.Cancelling cancelling ? cancelling.ended(service) : run,
        (before, after) -> cancelledOrWaiting(before.system(), after, service));
    recoveries.ended(tx, id, service, cause);
  }

  private static Said cancelledOrWaiting(SystemId system, Run after, Service service) {
    String name = service.name().toLowerCase(Locale.ROOT);
    return after instanceof BackupRun.Cancelled
        ? Said.of("cancelled", new BackupCancelled(system, after.id()))
        : Said.of(name + "-service has ended its work");
  }

  private void retained(Connection tx, RetentionCompleted fact, Cause cause) throws SQLException {
    for (var point : fact.expired()) {
      PointStore.setState(tx, fact.system(), point, PointState.EXPIRED);
    }
    lifecycle.move(
        tx,
        fact.run(),
        cause,
        run ->
            run instanceof RetentionRun.Expiring expiring
                ? expiring.completed(fact.expired().size())
                : run,
        (before, after) -> Said.of(fact.expired().size() + " points expired"));
  }

  private void notRetained(Connection tx, RetentionFailed fact, Cause cause) throws SQLException {
    lifecycle.move(
        tx,
        fact.run(),
        cause,
        run -> run instanceof RetentionRun.Expiring expiring ? expiring.fail(fact.problem()) : run,
        (before, after) -> Said.of("failed: " + fact.problem()));
  }
}
