package dev.davit.scheduler;

import dev.davit.contracts.SystemId;
import dev.davit.scheduler.model.Fires;
import dev.davit.scheduler.model.MissReason;
import dev.davit.scheduler.store.FireStore;
import dev.davit.scheduler.store.ScheduleStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The misses of one transaction: written at once, told in log and metric when it has committed, so
 * that one that is repeated or rolled back tells nothing. For one thread.
 */
final class Misses {
  private static final System.Logger LOG = System.getLogger(Misses.class.getName());

  private final Connection tx;
  private final List<Miss> all = new ArrayList<>();

  private record Miss(SystemId system, Fires fires, MissReason reason, String text) {}

  Misses(Connection tx) {
    this.tx = tx;
  }

  /**
   * @param fires null: none
   */
  void add(SystemId system, Fires fires, MissReason reason, String text) throws SQLException {
    if (fires != null) {
      FireStore.missed(tx, system, fires, reason, text);
      all.add(new Miss(system, fires, reason, text));
    }
  }

  /** All that was due while it was paused. */
  void addPaused(ScheduleStore.Row row, Fires fires) throws SQLException {
    add(row.system(), fires, MissReason.PAUSED, pausedText(row));
  }

  private static String pausedText(ScheduleStore.Row row) {
    return row.pause() == null
        ? "paused by its definition"
        : "paused by " + row.pause().by() + ": " + row.pause().reason();
  }

  /** The fire that waits, if one does, has waited in vain. */
  void addWaiting(SystemId system, MissReason reason, String text) throws SQLException {
    var waiting = FireStore.waiting(tx, system);
    if (waiting.isPresent()) {
      FireStore.waitingMissed(tx, system, reason, text);
      all.add(new Miss(system, waiting.get().fires(), reason, text));
    }
  }

  /** As {@link #addWaiting}, for the schedule's pause. */
  void addWaitingPaused(ScheduleStore.Row row) throws SQLException {
    addWaiting(row.system(), MissReason.PAUSED, pausedText(row));
  }

  /** To be called when the transaction has committed. */
  void tell(Counters counters) {
    for (Miss miss : all) {
      counters.byReason.get(miss.reason()).increment(miss.fires().count());
      LOG.log(
          miss.reason() == MissReason.PAUSED ? Level.DEBUG : Level.WARNING,
          "backups missed; system=%s first=%s last=%s fires=%d reason=%s text=%s"
              .formatted(
                  miss.system(),
                  miss.fires().first(),
                  miss.fires().last(),
                  miss.fires().count(),
                  miss.reason().word(),
                  miss.text()));
    }
  }

  /** {@code davit_schedule_misses_total} for each reason, from zero on. */
  static final class Counters {
    private final Map<MissReason, Counter> byReason = new EnumMap<>(MissReason.class);

    Counters(MeterRegistry metrics) {
      for (MissReason reason : MissReason.values()) {
        byReason.put(reason, metrics.counter("davit.schedule.misses", "reason", reason.word()));
      }
    }
  }
}
