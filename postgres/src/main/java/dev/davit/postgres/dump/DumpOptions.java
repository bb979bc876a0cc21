package dev.davit.postgres.dump;

import java.time.Duration;

/**
 * How a dump runs.
 *
 * @param jobs tables at a time
 * @param waitingLimit bytes written and not yet read at which pg_dump is stopped for a while
 * @param lockWait how long it may wait for a table that a schema change holds
 */
public record DumpOptions(int jobs, long waitingLimit, Duration lockWait) {
  public static final DumpOptions DEFAULT = new DumpOptions(2, 256L << 20, Duration.ofMinutes(10));

  public DumpOptions withJobs(int number) {
    return new DumpOptions(number, waitingLimit, lockWait);
  }

  public DumpOptions withWaitingLimit(long bytes) {
    return new DumpOptions(jobs, bytes, lockWait);
  }
}
