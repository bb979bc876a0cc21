package dev.davit.kit.work;

import dev.davit.contracts.error.Problem;
import java.util.Set;
import java.util.UUID;

/**
 * Where a piece of work stands; a state offers only its legal moves, and the terminal ones offer
 * none. {@link PgWorkStore} writes a move only if the row still stands where the move starts.
 */
public sealed interface WorkItem {
  UUID id();

  /** Ordered, but facts are missing. */
  record Waiting(UUID id, Set<String> needs) implements WorkItem {
    public Waiting {
      needs = Set.copyOf(needs);
    }

    public Ready satisfied() {
      return new Ready(id);
    }

    /** To be claimed without its needs, by a worker that will only say that it ended. */
    public Ready cancelling() {
      return new Ready(id);
    }

    public Cancelled superseded() {
      return new Cancelled(id);
    }
  }

  /** To be claimed by any worker. */
  record Ready(UUID id) implements WorkItem {
    public Leased leased(String owner, long epoch) {
      return new Leased(id, owner, epoch);
    }

    public Cancelled superseded() {
      return new Cancelled(id);
    }
  }

  /** A worker's own until the lease ends; each new lease has a higher epoch. */
  record Leased(UUID id, String owner, long epoch) implements WorkItem {
    public Done done() {
      return new Done(id);
    }

    public Failed failed(Problem why) {
      return new Failed(id, why);
    }

    public Cancelled cancelled() {
      return new Cancelled(id);
    }

    /** Back to be claimed: a retry, or the worker stops. */
    public Ready again() {
      return new Ready(id);
    }
  }

  /** Its fact is said. */
  record Done(UUID id) implements WorkItem {}

  /** Given up, and said so. */
  record Failed(UUID id, Problem why) implements WorkItem {}

  /** Ended on request, or replaced by a higher generation. */
  record Cancelled(UUID id) implements WorkItem {}
}
