package dev.davit.e2e.simulation;

import dev.davit.contracts.error.Problem;
import dev.davit.contracts.event.RunFact;
import dev.davit.kit.work.Work;
import dev.davit.kit.work.WorkStore;

/** What a service's work says and when, without the work itself. */
interface Script {
  /** Does the next part of it; true when it is done and has said so. */
  boolean step(Work work, WorkStore store);

  RunFact failed(Work work, Problem problem);

  RunFact cancelled(Work work);
}
