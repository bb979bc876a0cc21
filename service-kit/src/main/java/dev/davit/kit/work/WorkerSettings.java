package dev.davit.kit.work;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.time.Duration;
import java.util.Map;

/**
 * How a worker works.
 *
 * @param owner unique among all workers, such as host name, process id and a random part
 * @param lease how long a worker may be silent before others take its work
 * @param heartbeat how often it is heard; well below the lease
 * @param poll how often it looks for work without being woken
 * @param concurrency how many items of a kind at the same time; 1 for kinds not named
 * @param stopWithin how long {@link Worker#close} waits for handlers that it interrupted
 */
public record WorkerSettings(
    String owner,
    Duration lease,
    Duration heartbeat,
    Duration poll,
    Map<WorkKind, Integer> concurrency,
    RetryPolicy retry,
    Duration stopWithin) {
  private static final Duration SHORTEST_LEASE = Duration.ofSeconds(4);

  public WorkerSettings {
    concurrency = Map.copyOf(concurrency);
    if (heartbeat.multipliedBy(2).compareTo(lease) > 0) {
      throw new IllegalArgumentException("a lease must outlast two heartbeats");
    }
  }

  /** Lease 20 s, heartbeat 5 s, poll 1 s, one item of each kind, 10 s to stop. */
  public static WorkerSettings of(String owner) {
    return new WorkerSettings(
        owner,
        Duration.ofSeconds(20),
        Duration.ofSeconds(5),
        Duration.ofSeconds(1),
        Map.of(),
        RetryPolicy.DEFAULT,
        Duration.ofSeconds(10));
  }

  /**
   * With another lease, and four heartbeats in it.
   *
   * @param newLease shorter: a dead worker's work is taken over sooner, but that of a worker that
   *     was merely stopped for a while, too
   * @throws DavitException CONFIG_INVALID below 4 s: a pause of the machine would cost the work
   */
  public WorkerSettings withLease(Duration newLease) {
    if (newLease.compareTo(SHORTEST_LEASE) < 0) {
      throw new DavitException(
          ErrorCode.CONFIG_INVALID,
          "davit.lease \"" + newLease + "\"",
          "at least " + SHORTEST_LEASE);
    }
    return new WorkerSettings(
        owner, newLease, newLease.dividedBy(4), poll, concurrency, retry, stopWithin);
  }

  public WorkerSettings with(Map<WorkKind, Integer> newConcurrency) {
    return new WorkerSettings(owner, lease, heartbeat, poll, newConcurrency, retry, stopWithin);
  }
}
