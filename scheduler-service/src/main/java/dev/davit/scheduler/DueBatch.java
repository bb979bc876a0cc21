package dev.davit.scheduler;

import dev.davit.contracts.SystemId;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.point.PointState;
import dev.davit.contracts.schedule.Cron;
import dev.davit.scheduler.model.DueFires;
import dev.davit.scheduler.model.OverlapPolicy;
import dev.davit.scheduler.model.ProtectedSystem;
import dev.davit.scheduler.model.RecoveryPoint;
import dev.davit.scheduler.store.FireStore;
import dev.davit.scheduler.store.PointStore;
import dev.davit.scheduler.store.ScheduleStore;
import dev.davit.scheduler.store.SystemStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Schedules that were claimed together, and what each has due. Nearly always that is one fire, on
 * time, of a system at rest: all such are started with as many statements as one of them needs.
 * Their rows and their systems are locked. For one transaction.
 */
final class DueBatch {
  private final RunStarter starter;
  private final Map<ScheduleStore.Row, DueFires> due = new LinkedHashMap<>();

  DueBatch(RunStarter starter, List<ScheduleStore.Row> claimed, Instant now) {
    this.starter = starter;
    Map<String, Cron> crons = new HashMap<>();
    for (ScheduleStore.Row row : claimed) {
      var settings = row.settings();
      Cron cron =
          crons.computeIfAbsent(
              settings.cron() + " " + settings.zone(),
              key -> Cron.parse(settings.cron(), settings.zone()));
      due.put(row, DueFires.of(cron, row.nextFire(), row.offset(), settings, now));
    }
  }

  DueFires of(ScheduleStore.Row row) {
    return due.get(row);
  }

  /** The first fire of each that is not due yet. */
  Map<ScheduleStore.Row, Instant> next() {
    Map<ScheduleStore.Row, Instant> next = new LinkedHashMap<>();
    due.forEach((row, fires) -> next.put(row, fires.next()));
    return next;
  }

  /** Starts those that merely start; the rest, of which nothing was changed. */
  List<ScheduleStore.Row> start(Connection tx) throws SQLException {
    var plain = due.keySet().stream().filter(this::isPlain).toList();
    var names = plain.stream().map(ScheduleStore.Row::system).toList();
    var unsettled =
        FireStore.unsettled(tx, names, plain.stream().map(row -> of(row).newest()).toList());
    var live = RunStarter.live(tx, names);
    var systems = SystemStore.find(tx, names);
    var points = PointStore.newest(tx, names, PointState.SEALED, PointState.OPEN);
    var rest = new LinkedHashSet<>(due.keySet());
    List<RunLifecycle.Beginning> runs = new ArrayList<>();
    List<FireStore.Ran> fires = new ArrayList<>();
    for (ScheduleStore.Row row : plain) {
      SystemId name = row.system();
      if (!unsettled.contains(name) && startsAt(row, live.getOrDefault(name, List.of()))) {
        var run = prepare(row, systems.get(name), points.get(name));
        if (run != null) {
          runs.add(run);
          fires.add(new FireStore.Ran(name, of(row).newest(), run.row().run().id()));
          rest.remove(row);
        }
      }
    }
    if (!runs.isEmpty()) {
      starter.start(tx, runs);
      FireStore.ran(tx, fires);
    }
    return List.copyOf(rest);
  }

  private boolean isPlain(ScheduleStore.Row row) {
    DueFires fires = of(row);
    return !row.paused()
        && fires.missed() == null
        && fires.newest() != null
        && fires.tooLate() == null;
  }

  private static boolean startsAt(ScheduleStore.Row row, List<OverlapPolicy.Live> live) {
    return OverlapPolicy.decide(row.settings().overlap(), live, false)
        instanceof OverlapPolicy.Start;
  }

  /** Null if it is refused: whoever deals with it by itself says why. */
  private RunLifecycle.Beginning prepare(
      ScheduleStore.Row row, ProtectedSystem system, RecoveryPoint parent) {
    try {
      return starter.prepare(
          system, parent, ScheduleFirer.firstCause(), ScheduleFirer.dueAt(of(row).newest()));
    } catch (DavitException e) {
      return null;
    }
  }
}
