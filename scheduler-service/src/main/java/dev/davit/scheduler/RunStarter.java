package dev.davit.scheduler;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.BackupCancelled;
import dev.davit.contracts.event.BackupStarted;
import dev.davit.contracts.event.CancellationRequested;
import dev.davit.contracts.event.Event;
import dev.davit.contracts.event.ParentPoint;
import dev.davit.contracts.event.RecoveryCancelled;
import dev.davit.contracts.event.RecoveryContext;
import dev.davit.contracts.event.RecoveryRequested;
import dev.davit.contracts.event.RecoveryStarted;
import dev.davit.contracts.event.RetentionStarted;
import dev.davit.contracts.event.RunCancelling;
import dev.davit.contracts.point.PointState;
import dev.davit.kit.outbox.Cause;
import dev.davit.scheduler.RunLifecycle.Said;
import dev.davit.scheduler.model.BackupRun;
import dev.davit.scheduler.model.ProtectedSystem;
import dev.davit.scheduler.model.RecoveryPoint;
import dev.davit.scheduler.model.RecoveryRun;
import dev.davit.scheduler.model.RetentionRun;
import dev.davit.scheduler.model.Run;
import dev.davit.scheduler.store.PointStore;
import dev.davit.scheduler.store.RunStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Begins runs and asks them to end. One backup or recovery of a system at a time. Thread-safe. */
public final class RunStarter {
  private static final List<String> EXCLUSIVE = List.of("backup", "recovery");

  private final RunLifecycle lifecycle;

  public RunStarter(RunLifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  /**
   * @throws DavitException RUN_OVERLAPS
   */
  public RunId backup(Connection tx, ProtectedSystem system, Cause cause, String reason)
      throws SQLException {
    SystemId name = system.definition().name();
    requireAlone(tx, name);
    RunId run = RunId.random();
    ParentPoint parent =
        PointStore.newest(tx, name, PointState.SEALED, PointState.OPEN)
            .map(point -> new ParentPoint(point.point(), point.snapshot()))
            .orElse(null);
    var order =
        new BackupStarted(name, run, system.definition().settings(), system.revision(), parent);
    String text = "backup accepted" + (reason == null ? "" : ": " + reason);
    lifecycle.start(tx, BackupRun.begin(run), name, cause, Said.of(text, order));
    return run;
  }

  /**
   * @throws DavitException RUN_OVERLAPS, NO_POINT, UNKNOWN_POINT
   */
  public RunId recovery(
      Connection tx, ProtectedSystem system, Cause cause, RecoveryRequested request)
      throws SQLException {
    SystemId name = system.definition().name();
    requireAlone(tx, name);
    RecoveryPoint point = choose(tx, name, request);
    RunId run = RunId.random();
    var context =
        new RecoveryContext(
            system.definition().settings(),
            point.point(),
            point.snapshot(),
            request.target(),
            request.replace());
    String text = "recovery of point " + point.point() + " accepted";
    lifecycle.start(
        tx,
        RecoveryRun.begin(run, context),
        name,
        cause,
        new Said(point.point(), text, List.of(new RecoveryStarted(name, run, context))));
    return run;
  }

  private static RecoveryPoint choose(Connection tx, SystemId name, RecoveryRequested request)
      throws SQLException {
    if (request.point() == null) {
      return PointStore.newest(tx, name, PointState.SEALED)
          .orElseThrow(
              () -> new DavitException(ErrorCode.NO_POINT, "system \"" + name + "\"", null));
    }
    return PointStore.find(tx, request.point())
        .filter(point -> point.system().equals(name) && point.state() != PointState.EXPIRED)
        .orElseThrow(() ->
            new DavitException(
                ErrorCode.UNKNOWN_POINT,
                "point \"" + request.point() + "\"",
                "system \"" + name + "\""));
  }

  /** Retention runs beside anything: the repository's own locks keep it apart. */
  public void retention(Connection tx, ProtectedSystem system, Cause cause) throws SQLException {
    SystemId name = system.definition().name();
    RunId run = RunId.random();
    var order =
        new RetentionStarted(
            name, run, system.definition().settings(), system.definition().retention());
    lifecycle.start(tx, RetentionRun.begin(run), name, cause, Said.of("retention due", order));
  }

  /**
   * @throws DavitException UNKNOWN_RUN, RUN_ENDED
   */
  public RunId cancel(Connection tx, CancellationRequested request, Cause cause)
      throws SQLException {
    String object = "run \"" + request.run() + "\"";
    RunStore.Row row =
        RunStore.lock(tx, request.run())
            .filter(found -> found.system().equals(request.system()))
            .orElseThrow(() -> new DavitException(ErrorCode.UNKNOWN_RUN, object, null));
    if (cancelled(row.run()).equals(row.run())) {
      throw new DavitException(ErrorCode.RUN_ENDED, object, "it is " + row.state());
    }
    lifecycle.move(
        tx,
        request.run(),
        cause,
        RunStarter::cancelled,
        (before, after) -> {
          var events = new ArrayList<Event>();
          events.add(new RunCancelling(before.system(), after.id(), request.reason()));
          if (after instanceof BackupRun.Cancelled) {
            events.add(new BackupCancelled(before.system(), after.id()));
          } else if (after instanceof RecoveryRun.Cancelled) {
            events.add(new RecoveryCancelled(before.system(), after.id()));
          }
          return new Said(null, "cancellation requested", events);
        });
    return request.run();
  }

  /** The same state where a run cannot be cancelled, or not any more. */
  private static Run cancelled(Run run) {
    return switch (run) {
      case BackupRun.Pinning pinning -> pinning.cancel();
      case BackupRun.Capturing capturing -> capturing.cancel();
      case BackupRun.Sealing sealing -> sealing.cancel();
      case RecoveryRun.Planning planning -> planning.cancel();
      case RecoveryRun.Working working -> working.cancel();
      default -> run;
    };
  }

  private static void requireAlone(Connection tx, SystemId name) throws SQLException {
    var live = RunStore.live(tx, name, EXCLUSIVE);
    if (live.isPresent()) {
      Run run = live.get().run();
      throw new DavitException(
          ErrorCode.RUN_OVERLAPS,
          "system \"" + name + "\"",
          run.kind() + " " + run.id() + " is " + live.get().state());
    }
  }
}
