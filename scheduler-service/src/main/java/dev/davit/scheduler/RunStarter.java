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
import dev.davit.scheduler.model.NoPassword;
import dev.davit.scheduler.model.Origin;
import dev.davit.scheduler.model.OverlapPolicy;
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
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Begins runs and asks them to end. One backup or recovery of a system at a time, but for a backup
 * that its schedule allows beside a recovery elsewhere. Thread-safe.
 */
public final class RunStarter {
  /** Kinds of runs of which a system has one at a time. */
  static final List<String> EXCLUSIVE = List.of("backup", "recovery");

  private final RunLifecycle lifecycle;

  public RunStarter(RunLifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  /**
   * @throws DavitException RUN_OVERLAPS
   */
  public RunId backup(Connection tx, ProtectedSystem system, Cause cause, Origin origin)
      throws SQLException {
    requireAlone(tx, system.definition().name());
    return backupBeside(tx, system, cause, origin);
  }

  /**
   * Works out a backup whose caller knows all that it takes, for {@link RunLifecycle#start}.
   *
   * @param parent the newest point, sealed or open; null if there is none
   */
  RunLifecycle.Beginning prepare(
      ProtectedSystem system, RecoveryPoint parent, Cause cause, Origin origin) {
    SystemId name = system.definition().name();
    RunId run = RunId.random();
    var order =
        new BackupStarted(
            name,
            run,
            system.definition().settings(),
            system.revision(),
            parent == null ? null : new ParentPoint(parent.point(), parent.snapshot()));
    var said = Said.of(accepted("backup", origin), order);
    return lifecycle.prepare(BackupRun.begin(run), name, origin, cause, said);
  }

  /** What {@link #prepare} made begins. */
  void start(Connection tx, List<RunLifecycle.Beginning> runs) throws SQLException {
    lifecycle.start(tx, runs);
  }

  /** As {@link #backup}, beside whatever is live: its caller has judged that. */
  RunId backupBeside(Connection tx, ProtectedSystem system, Cause cause, Origin origin)
      throws SQLException {
    var parent =
        PointStore.newest(tx, system.definition().name(), PointState.SEALED, PointState.OPEN);
    var beginning = prepare(system, parent.orElse(null), cause, origin);
    lifecycle.start(tx, List.of(beginning));
    return beginning.row().run().id();
  }

  /**
   * @throws DavitException RUN_OVERLAPS, NO_POINT, POINT_NOT_SEALED, UNKNOWN_POINT, INVALID_REQUEST
   */
  public RunId recovery(
      Connection tx, ProtectedSystem system, Cause cause, Origin origin, RecoveryRequested request)
      throws SQLException {
    SystemId name = system.definition().name();
    if (request.target() != null) {
      NoPassword.in(request.target().databaseUrl());
    }
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
    String text = accepted("recovery of point " + point.point(), origin);
    lifecycle.start(
        tx,
        RecoveryRun.begin(run, context),
        name,
        origin,
        cause,
        new Said(point.point(), text, List.of(new RecoveryStarted(name, run, context))));
    return run;
  }

  private static RecoveryPoint choose(Connection tx, SystemId name, RecoveryRequested request)
      throws SQLException {
    if (request.point() == null) {
      return newest(tx, name);
    }
    return PointStore.find(tx, request.point())
        .filter(point -> point.system().equals(name) && point.state() != PointState.EXPIRED)
        .orElseThrow(() ->
            new DavitException(
                ErrorCode.UNKNOWN_POINT,
                "point \"" + request.point() + "\"",
                "system \"" + name + "\""));
  }

  /** The newest that is proven; an open or damaged one is taken only by its name. */
  private static RecoveryPoint newest(Connection tx, SystemId name) throws SQLException {
    var sealed = PointStore.newest(tx, name, PointState.SEALED);
    if (sealed.isPresent()) {
      return sealed.get();
    }
    RecoveryPoint newest =
        PointStore.newest(tx, name, PointState.OPEN, PointState.DAMAGED)
            .orElseThrow(
                () -> new DavitException(ErrorCode.NO_POINT, "system \"" + name + "\"", null));
    throw new DavitException(
        ErrorCode.POINT_NOT_SEALED,
        "point \"" + newest.point() + "\"",
        "the newest, of "
            + newest.at()
            + ", is "
            + newest.state().name().toLowerCase(Locale.ROOT)
            + "; none is sealed");
  }

  private static String accepted(String what, Origin origin) {
    String why = origin.reason() == null ? "" : ": " + origin.reason();
    return what + " accepted, asked for by " + origin.requester() + why;
  }

  /** Retention runs beside anything: the repository's own locks keep it apart. */
  public void retention(Connection tx, ProtectedSystem system, Cause cause) throws SQLException {
    SystemId name = system.definition().name();
    RunId run = RunId.random();
    var order =
        new RetentionStarted(
            name, run, system.definition().settings(), system.definition().retention());
    lifecycle.start(
        tx,
        RetentionRun.begin(run),
        name,
        Origin.retention(),
        cause,
        Said.of("retention due", order));
  }

  /**
   * Asks a run to end; nothing happens if it is ending already.
   *
   * @throws DavitException UNKNOWN_RUN; RUN_ENDED, also for one that can only go forward
   */
  public RunId cancel(Connection tx, CancellationRequested request, Cause cause, Origin origin)
      throws SQLException {
    String object = "run \"" + request.run() + "\"";
    RunStore.Row row =
        RunStore.lock(tx, request.run())
            .filter(found -> found.system().equals(request.system()))
            .orElseThrow(() -> new DavitException(ErrorCode.UNKNOWN_RUN, object, null));
    requireCancellable(row, object);
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
          return new Said(null, accepted("cancellation", origin), events);
        });
    return request.run();
  }

  private static void requireCancellable(RunStore.Row row, String object) {
    String reason =
        switch (row.run()) {
          case RecoveryRun.Working working when !working.cancellable() ->
              "clients are let in to the restored databases: it only goes forward";
          case RetentionRun.Expiring ignored -> "a retention is never cancelled";
          case Run run when run.ended() -> "it is " + row.state();
          default -> null;
        };
    if (reason != null) {
      throw new DavitException(ErrorCode.RUN_ENDED, object, reason);
    }
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

  /** Backups and recoveries of the system that are under way. */
  static List<OverlapPolicy.Live> live(Connection tx, SystemId name) throws SQLException {
    return RunStore.live(tx, name, EXCLUSIVE).stream()
        .map(row -> new OverlapPolicy.Live(row.run(), row.origin()))
        .toList();
  }

  private static void requireAlone(Connection tx, SystemId name) throws SQLException {
    requireAlone(name, live(tx, name));
  }

  /** The same of several systems at once; those at rest are absent. */
  static Map<SystemId, List<OverlapPolicy.Live>> live(Connection tx, Collection<SystemId> names)
      throws SQLException {
    Map<SystemId, List<OverlapPolicy.Live>> live = new HashMap<>();
    RunStore.live(tx, names, EXCLUSIVE)
        .forEach((name, rows) ->
            live.put(
                name,
                rows.stream()
                    .map(row -> new OverlapPolicy.Live(row.run(), row.origin()))
                    .toList()));
    return live;
  }

  /**
   * @throws DavitException RUN_OVERLAPS
   */
  static void requireAlone(SystemId name, List<OverlapPolicy.Live> live) {
    if (!live.isEmpty()) {
      throw new DavitException(
          ErrorCode.RUN_OVERLAPS, "system \"" + name + "\"", live.getFirst().toString());
    }
  }
}
