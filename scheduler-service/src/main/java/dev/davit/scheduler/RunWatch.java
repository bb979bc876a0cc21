package dev.davit.scheduler;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.scheduler.store.RunStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Notices live runs of which nothing is heard: a service is down, or hangs. It tells people and
 * ends nothing, because work that is silent may still be going on, and its point would be lost. Not
 * thread-safe.
 */
public final class RunWatch {
  private static final System.Logger LOG = System.getLogger(RunWatch.class.getName());

  private final Transactions transactions;
  private final Duration silence;
  private final InstantSource clock;
  private final Set<RunId> told = new HashSet<>();

  /**
   * @param silence a run of which nothing was heard for so long is told of, once
   */
  public RunWatch(Transactions transactions, Duration silence, InstantSource clock) {
    this.transactions = transactions;
    this.silence = silence;
    this.clock = clock;
  }

  /** How long the most silent live run of each system has been so; systems at rest are absent. */
  public Map<SystemId, Duration> look() {
    Map<SystemId, Duration> longest = new HashMap<>();
    Set<RunId> silent = new HashSet<>();
    for (RunStore.Silent run : transactions.get(RunStore::silent)) {
      Duration heard = Duration.between(run.since(), clock.instant());
      longest.merge(run.row().system(), heard, RunWatch::longer);
      if (heard.compareTo(silence) >= 0) {
        silent.add(run.row().run().id());
        tell(run, heard);
      }
    }
    told.retainAll(silent); // heard of again: the next silence is news
    return longest;
  }

  private void tell(RunStore.Silent run, Duration heard) {
    if (told.add(run.row().run().id())) {
      LOG.log(
          System.Logger.Level.WARNING,
          "run is silent; run=%s system=%s state=%s waitsFor=%s minutes=%d"
              .formatted(
                  run.row().run().id(),
                  run.row().system(),
                  run.row().state(),
                  run.row().run().waitsFor(),
                  heard.toMinutes()));
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
