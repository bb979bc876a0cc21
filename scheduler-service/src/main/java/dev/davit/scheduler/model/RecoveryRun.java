package dev.davit.scheduler.model;

import dev.davit.contracts.RunId;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.event.RecoveryContext;
import dev.davit.contracts.event.RecoveryStep;
import dev.davit.contracts.event.TargetSurvey;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The states of a recovery: planning → working, step by step → completed. Until the databases are
 * open to clients every failure is undone; from then on it only goes forward.
 */
public sealed interface RecoveryRun extends Run {
  static RecoveryRun begin(RunId id, RecoveryContext context) {
    return new Planning(id, context, null, null, null, null);
  }

  /** A state with moves. */
  sealed interface Live extends RecoveryRun {
    RecoveryContext context();

    /** True if it fills an empty place that no backup of the system reads. */
    default boolean goesElsewhere() {
      var target = context().target();
      var captured = context().settings();
      boolean otherDatabase =
          target.databaseUrl() != null
              ? !target.databaseUrl().equals(captured.database().url())
              : target.home() != null && !target.home().equals(captured.database().home());
      boolean ownMedia =
          captured.media().stream()
              .anyMatch(root -> root.path().equals(target.media().get(root.name())));
      return otherDatabase && !ownMedia && !context().replace();
    }
  }

  /**
   * Target and objects are being looked at.
   *
   * @param database null until surveyed; likewise {@code media} and {@code objects}
   * @param objects what is missing in the repository
   * @param packs how many packs were proven; null until proven
   */
  record Planning(
      RunId id,
      RecoveryContext context,
      TargetSurvey database,
      TargetSurvey media,
      List<Problem> objects,
      Long packs)
      implements Live {
    public Planning database(TargetSurvey survey) {
      return new Planning(id, context, survey, media, objects, packs);
    }

    public Planning media(TargetSurvey survey) {
      return new Planning(id, context, database, survey, objects, packs);
    }

    public Planning objects(long proven, List<Problem> obstacles) {
      return new Planning(id, context, database, media, obstacles, proven);
    }

    /** Itself until all three have answered; then the first step, or the first obstacle. */
    public RecoveryRun planned() {
      if (database == null || media == null || objects == null) {
        return this;
      }
      var obstacles = new ArrayList<>(objects);
      obstacles.addAll(database.obstacles());
      obstacles.addAll(media.obstacles());
      boolean empty = database.empty() && media.empty();
      if (!empty && !context.replace()) {
        obstacles.add(new Problem(ErrorCode.TARGET_NOT_EMPTY, "recovery target", findings()));
      }
      if (!obstacles.isEmpty()) {
        return new Failed(id, obstacles.getFirst());
      }
      long bytes = database.neededBytes() + media.neededBytes();
      return empty
          ? new Working(id, context.intoEmpty(), RecoveryPlan.intoEmpty(bytes), 1, 0)
          : new Working(id, context, RecoveryPlan.beside(bytes), 1, 0);
    }

    @Override
    public Set<Service> waitsFor() {
      Set<Service> silent = EnumSet.noneOf(Service.class);
      if (database == null) {
        silent.add(Service.DUMP);
      }
      if (media == null) {
        silent.add(Service.MEDIA);
      }
      if (objects == null) {
        silent.add(Service.AUDIT);
      }
      return silent;
    }

    private String findings() {
      var found = new ArrayList<>(database.findings());
      found.addAll(media.findings());
      return String.join(", ", found);
    }

    /** Nothing was changed yet, so there is nothing to wait for. */
    public Cancelled cancel() {
      return new Cancelled(id);
    }
  }

  /**
   * One step is outstanding.
   *
   * @param ordinal of the step, from 1
   * @param files how many media files were restored so far
   */
  record Working(RunId id, RecoveryContext context, RecoveryPlan plan, int ordinal, long files)
      implements Live {
    public RecoveryStep step() {
      return plan.step(ordinal);
    }

    @Override
    public Set<Service> waitsFor() {
      return EnumSet.of(RecoveryPlan.service(step()));
    }

    /** After the commit there is no way back. */
    public boolean committed() {
      return plan.steps().subList(0, ordinal - 1).contains(RecoveryStep.OPEN);
    }

    /** False from the moment that the commit is ordered: it may have happened already. */
    public boolean cancellable() {
      return !plan.steps().subList(0, ordinal).contains(RecoveryStep.OPEN);
    }

    private boolean isOutstanding(int which, RecoveryStep what) {
      return which == ordinal && what == step();
    }

    /** The outstanding step is done; any other is old news. */
    public RecoveryRun done(int which, RecoveryStep what) {
      if (!isOutstanding(which, what)) {
        return this;
      }
      return plan.isLast(ordinal)
          ? new Completed(id)
          : new Working(id, context, plan, ordinal + 1, files);
    }

    /** The media step is done; any other is old news. */
    public RecoveryRun restored(int which, long restoredFiles) {
      return isOutstanding(which, RecoveryStep.MEDIA)
          ? new Working(id, context, plan, ordinal, restoredFiles).done(which, step())
          : this;
    }

    /**
     * The outstanding step could not be done: before the commit everything is taken back; behind it
     * the recovery has succeeded, and only the old is left lying about.
     */
    public RecoveryRun fail(int which, RecoveryStep what, Problem why) {
      if (!isOutstanding(which, what)) {
        return this;
      }
      return committed() ? done(which, what) : undo(why);
    }

    /** Asked to end: the outstanding step is ended, then all is undone; itself if too late. */
    public RecoveryRun cancel() {
      return cancellable() ? new Cancelling(id, context, plan, ordinal) : this;
    }

    private Undoing undo(Problem why) {
      return new Undoing(id, context, ordinal + 1, RecoveryStep.UNDO_DATABASE, why);
    }
  }

  /** The outstanding step has been told to end. */
  record Cancelling(RunId id, RecoveryContext context, RecoveryPlan plan, int ordinal)
      implements Live {
    @Override
    public Set<Service> waitsFor() {
      return EnumSet.of(RecoveryPlan.service(plan.step(ordinal)));
    }

    /** The service of the outstanding step has ended its work. */
    public RecoveryRun ended(Service service) {
      return service == RecoveryPlan.service(plan.step(ordinal)) ? undo() : this;
    }

    /** The outstanding step came to its end, well or badly, before it heard of the cancellation. */
    public RecoveryRun ended(int which, RecoveryStep what) {
      return which == ordinal && what == plan.step(ordinal) ? undo() : this;
    }

    private Undoing undo() {
      return new Undoing(id, context, ordinal + 1, RecoveryStep.UNDO_DATABASE, null);
    }
  }

  /**
   * What was done is taken back.
   *
   * @param ordinal of the undoing step, above every step that was done
   * @param problem what went wrong; null: somebody cancelled
   */
  record Undoing(RunId id, RecoveryContext context, int ordinal, RecoveryStep step, Problem problem)
      implements Live {
    @Override
    public Set<Service> waitsFor() {
      return EnumSet.of(RecoveryPlan.service(step));
    }

    public RecoveryRun undone(int which, RecoveryStep what) {
      if (which != ordinal || what != step) {
        return this;
      }
      if (step == RecoveryStep.UNDO_DATABASE) {
        return new Undoing(id, context, ordinal + 1, RecoveryStep.UNDO_MEDIA, problem);
      }
      return problem == null ? new Cancelled(id) : new Failed(id, problem);
    }

    /**
     * It cannot be taken back: says so, with what went wrong first. Nothing further is undone, so
     * that database and media stay of one moment.
     */
    public RecoveryRun fail(int which, RecoveryStep what, Problem why) {
      return which == ordinal && what == step ? new Failed(id, both(why)) : this;
    }

    private Problem both(Problem why) {
      if (problem == null) {
        return why;
      }
      String first = problem.reason() == null ? "" : problem.reason() + "; ";
      return new Problem(
          problem.code(), problem.object(), first + "and it could not be taken back: " + why);
    }
  }

  record Completed(RunId id) implements RecoveryRun {
    @Override
    public boolean ended() {
      return true;
    }
  }

  record Failed(RunId id, Problem problem) implements RecoveryRun {
    @Override
    public boolean ended() {
      return true;
    }
  }

  record Cancelled(RunId id) implements RecoveryRun {
    @Override
    public boolean ended() {
      return true;
    }
  }
}
