package dev.davit.scheduler.model;

import dev.davit.contracts.RunId;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.event.RecoveryContext;
import dev.davit.contracts.event.RecoveryStep;
import dev.davit.contracts.event.TargetSurvey;
import java.util.ArrayList;
import java.util.List;

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
      RecoveryPlan plan = empty ? RecoveryPlan.intoEmpty(bytes) : RecoveryPlan.beside(bytes);
      return new Working(id, context, plan, 1, 0);
    }

    private String findings() {
      var found = new ArrayList<>(database.findings());
      found.addAll(media.findings());
      return String.join(", ", found);
    }

    public Failed fail(Problem why) {
      return new Failed(id, why);
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

    /** After the commit there is no way back. */
    public boolean committed() {
      return plan.steps().subList(0, ordinal - 1).contains(RecoveryStep.OPEN);
    }

    /** The outstanding step is done; any other ordinal is old news. */
    public RecoveryRun done(int which) {
      if (which != ordinal) {
        return this;
      }
      return plan.isLast(ordinal)
          ? new Completed(id)
          : new Working(id, context, plan, ordinal + 1, files);
    }

    /** The media step is done; any other ordinal is old news. */
    public RecoveryRun restored(int which, long restoredFiles) {
      return which == ordinal
          ? new Working(id, context, plan, ordinal, restoredFiles).done(which)
          : this;
    }

    /** The outstanding step could not be done. */
    public RecoveryRun fail(int which, Problem why) {
      if (which != ordinal) {
        return this;
      }
      return committed() ? new Failed(id, why) : undo(why);
    }

    /** Asked to end: the outstanding step is ended, then all is undone. */
    public RecoveryRun cancel() {
      return committed() ? this : new Cancelling(id, context, plan, ordinal);
    }

    private Undoing undo(Problem why) {
      return new Undoing(id, context, ordinal + 1, RecoveryStep.UNDO_DATABASE, why);
    }
  }

  /** The outstanding step has been told to end. */
  record Cancelling(RunId id, RecoveryContext context, RecoveryPlan plan, int ordinal)
      implements Live {
    /** It has ended, one way or the other. */
    public RecoveryRun ended(Service service) {
      return service == RecoveryPlan.service(plan.step(ordinal))
          ? new Undoing(id, context, ordinal + 1, RecoveryStep.UNDO_DATABASE, null)
          : this;
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
    public RecoveryRun undone(int which) {
      if (which != ordinal) {
        return this;
      }
      if (step == RecoveryStep.UNDO_DATABASE) {
        return new Undoing(id, context, ordinal + 1, RecoveryStep.UNDO_MEDIA, problem);
      }
      return problem == null ? new Cancelled(id) : new Failed(id, problem);
    }

    /** It cannot be taken back: says so, with what went wrong first. */
    public RecoveryRun fail(int which, Problem why) {
      return which == ordinal ? new Failed(id, problem == null ? why : problem) : this;
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
