package dev.davit.scheduler;

import dev.davit.contracts.RunId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.event.Amount;
import dev.davit.contracts.event.Progress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The last progress of each service in recent runs; memory only, lost at a restart. Thread-safe.
 */
public final class ProgressBoard {
  private static final int RUNS = 200;

  /** What one service said last. */
  public record Line(String service, String step, Amount amount, Instant at) {}

  private final Map<RunId, Map<String, Line>> runs =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RunId, Map<String, Line>> eldest) {
          return size() > RUNS;
        }
      };

  /** Takes note of progress; anything else is ignored. */
  public synchronized void note(Envelope event) {
    if (event.event() instanceof Progress progress) {
      String service = event.name().substring(0, event.name().indexOf('.'));
      runs.computeIfAbsent(progress.run(), run -> new LinkedHashMap<>())
          .put(service, new Line(service, progress.step(), progress.amount(), event.time()));
    }
  }

  public synchronized List<Line> of(RunId run) {
    return List.copyOf(runs.getOrDefault(run, Map.of()).values());
  }
}
