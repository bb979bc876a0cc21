package dev.davit.kit.check;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.Problem;
import java.util.List;
import java.util.Optional;

/** One thing that must be right before a service starts. */
@FunctionalInterface
public interface StartupCheck {
  /** The problem; empty if all is well. */
  Optional<Problem> look();

  /**
   * Looks at everything, so that the log names all problems at once, then throws the first as a
   * {@link DavitException}.
   */
  static void requireAll(List<StartupCheck> checks) {
    List<Problem> found = checks.stream().flatMap(check -> check.look().stream()).toList();
    for (Problem problem : found) {
      System.getLogger(StartupCheck.class.getName())
          .log(System.Logger.Level.ERROR, problem.toString());
    }
    if (!found.isEmpty()) {
      throw new DavitException(found.getFirst());
    }
  }
}
