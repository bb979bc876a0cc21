package dev.davit.kit.work;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.event.Progress;

/**
 * How a service says that work of a run waits; {@link WorkStore} sends it whenever that changes.
 */
@FunctionalInterface
public interface Waiting {
  /**
   * @param why what the work waits for, for people
   */
  Progress says(SystemId system, RunId run, String why);
}
