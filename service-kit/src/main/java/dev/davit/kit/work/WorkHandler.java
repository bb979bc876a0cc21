package dev.davit.kit.work;

import dev.davit.contracts.error.Problem;
import dev.davit.contracts.event.RunFact;

/**
 * Does one kind of work. Called on a thread of the worker's own, for several items at the same time
 * if the worker is so configured. The facts that it returns are written together with the work's
 * end and only if the lease still holds.
 */
public interface WorkHandler {
  /**
   * Does the work and returns its outcome. Repeatable: after a crash, a lost lease or a passing
   * error it is called again with a higher epoch and finds what the earlier try left.
   *
   * <p>It asks {@link Lease#cancelled} in loops and calls {@link Lease#requireHeld} before what
   * cannot be taken back; when the lease ends its thread is interrupted. Then it cleans up and
   * throws whatever it likes. Returning a fact all the same means that it won over the
   * cancellation.
   *
   * @throws Exception a {@code DavitException} whose code {@link RetryPolicy} calls passing is
   *     tried again; any other ends the work with {@link #failed}
   */
  RunFact run(Work work, Lease lease) throws Exception;

  /** What to say when the work is given up. Must not throw. */
  RunFact failed(Work work, Problem problem);

  /**
   * Called once the work has ended on request, or before it ever ran: removes what an earlier,
   * crashed try may have left (see {@link Work#note}), and returns what to say.
   */
  RunFact cancelled(Work work) throws Exception;
}
