package dev.davit.e2e.bench.faults;

import dev.davit.cli.stack.ServiceName;
import dev.davit.contracts.RunId;
import dev.davit.contracts.event.BackupCancelled;
import dev.davit.contracts.event.BackupCompleted;
import dev.davit.contracts.event.BackupFailed;
import dev.davit.contracts.event.Event;
import dev.davit.contracts.event.RecoveryCompleted;
import dev.davit.contracts.event.RecoveryFailed;
import dev.davit.contracts.event.RecoveryStarted;
import dev.davit.contracts.point.PointState;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Each run started once and ended once, tables and events tell the same, and its effect is one. */
record RunVerdict(Story story, StateTables tables, List<SmallSystem> systems) {
  void check(List<String> violations) throws SQLException, IOException {
    Map<UUID, String> states = new HashMap<>();
    tables.query(
        ServiceName.SCHEDULER,
        "select id, state from run where kind in ('backup', 'recovery')",
        row -> states.put(row.getObject(1, UUID.class), row.getString(2)));
    story.runs().forEach((id, run) -> check(id, run, states.remove(id.value()), violations));
    states.forEach((id, state) -> violations.add("run " + id + " is " + state + ", unheard of"));
    for (var run : story.runs().values()) {
      recovered(run, violations);
    }
  }

  private static void check(RunId id, Story.Told run, String state, List<String> violations) {
    if (run.starts().size() != 1 || run.ends().size() != 1) {
      violations.add("run %s: %d starts, ends %s".formatted(id, run.starts().size(), run.ends()));
      return;
    }
    Event end = run.ends().getFirst().event();
    if (state == null
        || !end.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT).endsWith(state)) {
      violations.add("run " + id + ": said " + end + ", but is " + state);
    }
    int points = run.seals().size();
    switch (end) {
      case BackupCompleted completed -> completed(id, run, violations);
      case BackupCancelled cancelled when points > 0 ->
          violations.add("run " + id + ": cancelled, and has a point");
      case BackupFailed failed -> violations.add("run " + id + ": " + failed);
      case RecoveryFailed failed -> violations.add("run " + id + ": " + failed);
      default -> {}
    }
  }

  private static void completed(RunId id, Story.Told run, List<String> violations) {
    var seals = run.seals();
    if (seals.size() != 1
        || seals.getFirst().state() != PointState.SEALED
        || !seals.getFirst().closure().complete()) {
      violations.add("run " + id + ": completed, but sealed " + seals);
    }
  }

  private void recovered(Story.Told run, List<String> violations) throws SQLException {
    if (run.ends().size() == 1
        && run.ends().getFirst().event() instanceof RecoveryCompleted
        && run.start() instanceof RecoveryStarted start) {
      String url = start.context().target().databaseUrl();
      for (SmallSystem system : systems) {
        if (system.name().equals(start.system())) {
          String wrong = system.contents(url.substring(url.lastIndexOf('/') + 1));
          if (wrong != null) {
            violations.add("run " + start.run() + " recovered " + wrong);
          }
        }
      }
    }
  }
}
