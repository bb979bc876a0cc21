package dev.davit.scheduler;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.event.*;
import dev.davit.kit.outbox.Cause;
import dev.davit.scheduler.RunLifecycle.Said;
import dev.davit.scheduler.model.RecoveryRun;
import dev.davit.scheduler.model.Run;
import dev.davit.scheduler.model.Service;
import dev.davit.scheduler.store.RunStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Leads recoveries: one step is outstanding at a time, and the run's state is its journal, written
 * before the step's order is sent. Thread-safe.
 */
public final class RecoveryOrchestrator {
  private final RunLifecycle lifecycle;
  private final InstantSource clock;

  public RecoveryOrchestrator(RunLifecycle lifecycle, InstantSource clock) {
    this.lifecycle = lifecycle;
    this.clock = clock;
  }

  void follow(Connection tx, RunFact fact, Cause cause) throws SQLException {
    switch (fact) {
      case DatabaseTargetSurveyed f -> plan(tx, f, cause, p -> p.database(f.survey()).planned());
      case MediaTargetSurveyed f -> plan(tx, f, cause, p -> p.media(f.survey()).planned());
      case ObjectsProven f ->
          plan(tx, f, cause, p -> p.objects(f.packs(), f.obstacles()).planned());
      case MediaRestored f -> done(tx, f, f.ordinal(), RecoveryStep.MEDIA, cause);
      case DatabaseRestored f -> done(tx, f, f.ordinal(), RecoveryStep.DATABASE, cause);
      case DatabaseSwapped f -> done(tx, f, f.ordinal(), RecoveryStep.SWAP_DATABASE, cause);
      case MediaSwapped f -> done(tx, f, f.ordinal(), RecoveryStep.SWAP_MEDIA, cause);
      case DatabaseOpened f -> done(tx, f, f.ordinal(), RecoveryStep.OPEN, cause);
      case MediaCleaned f -> done(tx, f, f.ordinal(), RecoveryStep.CLEAN_MEDIA, cause);
      case DatabaseStepUndone f -> undone(tx, f, f.ordinal(), f.step(), cause);
      case MediaStepUndone f -> undone(tx, f, f.ordinal(), f.step(), cause);
      case DatabaseStepFailed f -> failed(tx, f, f.ordinal(), f.step(), f.problem(), cause);
      case MediaStepFailed f -> failed(tx, f, f.ordinal(), f.step(), f.problem(), cause);
      default -> {}
    }
  }

  /** A service has ended its work because the run was cancelled. */
  void ended(Connection tx, RunId id, Service service, Cause cause) throws SQLException {
    String text = service.name().toLowerCase(Locale.ROOT) + "-service has ended its work";
    move(
        tx,
        id,
        cause,
        text,
        run -> run instanceof RecoveryRun.Cancelling cancelling ? cancelling.ended(service) : run);
  }

  private interface Planned {
    RecoveryRun apply(RecoveryRun.Planning planning);
  }

  private void plan(Connection tx, RunFact fact, Cause cause, Planned planned) throws SQLException {
    move(
        tx,
        fact.run(),
        cause,
        what(fact),
        run -> run instanceof RecoveryRun.Planning planning ? planned.apply(planning) : run);
  }

  private void done(Connection tx, RunFact fact, int ordinal, RecoveryStep step, Cause cause)
      throws SQLException {
    lifecycle.move(
        tx,
        fact.run(),
        cause,
        run ->
            switch (run) {
              case RecoveryRun.Working working when fact instanceof MediaRestored media ->
                  working.restored(ordinal, media.files());
              case RecoveryRun.Working working -> working.done(ordinal, step);
              default -> cancelling(run, ordinal, step);
            },
        (before, after) -> {
          Said said = said(before, after, what(fact));
          return fact instanceof DatabaseRestored restored
                  && before.run() instanceof RecoveryRun.Working working
              ? withVerdict(said, restored, working.files())
              : said;
        });
  }

  /** The database step validates what it restored; media were verified as they were written. */
  private static Said withVerdict(Said said, DatabaseRestored fact, long files) {
    var events = new ArrayList<Event>();
    events.add(new RecoveryValidated(fact.system(), fact.run(), fact.tables(), fact.rows(), files));
    events.addAll(said.events());
    return new Said(said.point(), said.text(), events);
  }

  private void undone(Connection tx, RunFact fact, int ordinal, RecoveryStep step, Cause cause)
      throws SQLException {
    move(
        tx,
        fact.run(),
        cause,
        what(fact),
        run -> run instanceof RecoveryRun.Undoing undoing ? undoing.undone(ordinal, step) : run);
  }

  private void failed(
      Connection tx, RunFact fact, int ordinal, RecoveryStep step, Problem problem, Cause cause)
      throws SQLException {
    move(
        tx,
        fact.run(),
        cause,
        what(fact) + ": " + problem,
        run ->
            switch (run) {
              case RecoveryRun.Working working -> working.fail(ordinal, step, problem);
              case RecoveryRun.Undoing undoing -> undoing.fail(ordinal, step, problem);
              default -> cancelling(run, ordinal, step);
            });
  }

  private static Run cancelling(Run run, int ordinal, RecoveryStep step) {
    return run instanceof RecoveryRun.Cancelling cancelling ? cancelling.ended(ordinal, step) : run;
  }

  private void move(
      Connection tx, RunId id, Cause cause, String text, UnaryOperator<Run> transition)
      throws SQLException {
    lifecycle.move(tx, id, cause, transition, (before, after) -> said(before, after, text));
  }

  /** The order of the step that is outstanding now, or the end. */
  private Said said(RunStore.Row before, Run after, String text) {
    SystemId system = before.system();
    var events = new ArrayList<Event>();
    switch ((RecoveryRun) after) {
      case RecoveryRun.Planning ignored -> {}
      case RecoveryRun.Cancelling ignored -> {}
      case RecoveryRun.Working working -> {
        if (working.ordinal() == 1) {
          events.add(
              new RecoveryPlanned(
                  system, after.id(), working.plan().steps(), working.plan().bytes()));
        }
        events.add(
            new RecoveryStepStarted(
                system, after.id(), working.ordinal(), working.step(), working.context()));
      }
      case RecoveryRun.Undoing undoing ->
          events.add(
              new RecoveryStepStarted(
                  system, after.id(), undoing.ordinal(), undoing.step(), undoing.context()));
      case RecoveryRun.Completed ignored ->
          events.add(new RecoveryCompleted(system, after.id(), before.point(), seconds(before)));
      case RecoveryRun.Failed failed ->
          events.add(new RecoveryFailed(system, after.id(), failed.problem()));
      case RecoveryRun.Cancelled ignored -> events.add(new RecoveryCancelled(system, after.id()));
    }
    return new Said(null, text, events);
  }

  private double seconds(RunStore.Row run) {
    return Duration.between(run.requestedAt(), clock.instant()).toMillis() / 1000.0;
  }

  private static String what(RunFact fact) {
    return switch (fact) {
      case DatabaseTargetSurveyed f -> "database target surveyed: " + found(f.survey());
      case MediaTargetSurveyed f -> "media target surveyed: " + found(f.survey());
      case ObjectsProven f -> f.packs() + " packs proven";
      case MediaRestored f ->
          String.format(Locale.ROOT, "%,d files restored and verified", f.files());
      case DatabaseRestored f ->
          String.format(
              Locale.ROOT,
              "%d databases, %,d rows restored and validated",
              f.databases(),
              f.rows());
      case DatabaseSwapped ignored -> "restored databases took the names of the old ones";
      case MediaSwapped ignored -> "restored media took the place of the old";
      case DatabaseOpened ignored -> "clients let in: the recovery is committed";
      case MediaCleaned ignored -> "old media removed";
      case DatabaseStepUndone ignored -> "whatever was done to databases is taken back";
      case MediaStepUndone ignored -> "whatever was done to media is taken back";
      case DatabaseStepFailed f -> "step " + step(f.step()) + " failed";
      case MediaStepFailed f -> "step " + step(f.step()) + " failed";
      default -> fact.getClass().getSimpleName();
    };
  }

  private static String step(RecoveryStep step) {
    return step.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String found(TargetSurvey survey) {
    if (!survey.obstacles().isEmpty()) {
      return survey.obstacles().getFirst().toString();
    }
    return survey.empty() ? "empty" : String.join(", ", survey.findings());
  }
}
