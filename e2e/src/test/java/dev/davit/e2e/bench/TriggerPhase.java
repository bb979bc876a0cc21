package dev.davit.e2e.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Some time of one kind of load: so many requests each second whatever becomes of them (open loop),
 * or so many unanswered at once (closed loop), which finds what the scheduler can do.
 */
final class TriggerPhase {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int WINDOW_SECONDS = 10;
  private static final int SEND_AT_ONCE = 50;

  private final TriggerClient client;
  private final Answers answers;
  private final int first;
  private final List<Long> plannedAt = new ArrayList<>();
  private final List<Double> windows = new ArrayList<>();

  /**
   * @param first number of the first request
   */
  TriggerPhase(TriggerClient client, Answers answers, int first) {
    this.client = client;
    this.answers = answers;
    this.first = first;
  }

  /**
   * What came of it.
   *
   * @param rate answers for each second of the phase, whenever their requests were sent
   * @param slowest of its windows of ten seconds
   * @param millis from the planned instant of each request to its answer
   */
  record Result(
      int requests, Map<Answers.Kind, Integer> kinds, double rate, double slowest, Numbers millis) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%,.0f answers/s (slowest %d s: %,.0f/s); %,d requests: %s; latency p50 %.0f ms, p95 %.0f ms, p99 %.0f ms, worst %.0f ms",
          rate,
          WINDOW_SECONDS,
          slowest,
          requests,
          kinds,
          millis.median(),
          millis.percentile(95),
          millis.percentile(99),
          millis.most());
    }
  }

  /**
   * @param perSecond 0: closed loop
   * @param unanswered how many may be at once, in a closed loop
   */
  Result run(int perSecond, int unanswered, Duration length) throws InterruptedException {
    var kindsBefore = answers.counts();
    int before = answers.count();
    long begin = System.nanoTime();
    long end = begin + length.toNanos();
    int windowFrom = before;
    long windowEnd = begin + Duration.ofSeconds(WINDOW_SECONDS).toNanos();
    while (System.nanoTime() < end) {
      int due = perSecond == 0 ? room(unanswered, before) : due(perSecond, begin);
      send(Math.min(due, SEND_AT_ONCE), perSecond, begin);
      if (due <= 0) {
        LockSupport.parkNanos(1_000_000);
      }
      if (System.nanoTime() >= windowEnd) {
        windows.add((answers.count() - windowFrom) / (double) WINDOW_SECONDS);
        windowFrom = answers.count();
        windowEnd += Duration.ofSeconds(WINDOW_SECONDS).toNanos();
      }
    }
    double rate = (answers.count() - before) / (length.toNanos() / 1e9);
    awaitAll(before);
    var kinds = answers.counts();
    kinds.replaceAll((kind, count) -> count - kindsBefore.get(kind));
    double slowest = windows.isEmpty() ? rate : Numbers.of(windows).least();
    return new Result(plannedAt.size(), kinds, rate, slowest, latencies());
  }

  private int room(int unanswered, int before) {
    return unanswered - (plannedAt.size() - (answers.count() - before));
  }

  private int due(int perSecond, long begin) {
    return (int) ((System.nanoTime() - begin) / 1e9 * perSecond) - plannedAt.size();
  }

  /** Late ones count from when they were due: a client that is held up hides no waiting. */
  private void send(int count, int perSecond, long begin) {
    for (int i = 0; i < count; i++) {
      int number = plannedAt.size();
      long planned = perSecond == 0 ? System.nanoTime() : begin + (long) (number * 1e9 / perSecond);
      plannedAt.add(planned);
      client.send(first + number);
    }
  }

  private void awaitAll(int before) {
    long limit = System.nanoTime() + PATIENCE.toNanos();
    while (answers.count() - before < plannedAt.size()) {
      if (System.nanoTime() > limit) {
        throw new IllegalStateException(
            "%d of %d requests have no answer after %s"
                .formatted(
                    plannedAt.size() - (answers.count() - before), plannedAt.size(), PATIENCE));
      }
      LockSupport.parkNanos(5_000_000);
    }
  }

  private Numbers latencies() {
    double[] millis = new double[plannedAt.size()];
    for (int i = 0; i < millis.length; i++) {
      millis[i] = (answers.cameAt(first + i) - plannedAt.get(i)) / 1e6;
    }
    return Numbers.of(millis);
  }
}
