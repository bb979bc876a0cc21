package dev.davit.e2e.bench.faults;

import dev.davit.contracts.RunId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.event.Answer;
import dev.davit.contracts.event.BackupCancelled;
import dev.davit.contracts.event.BackupCompleted;
import dev.davit.contracts.event.BackupFailed;
import dev.davit.contracts.event.BackupStarted;
import dev.davit.contracts.event.Event;
import dev.davit.contracts.event.RecoveryCancelled;
import dev.davit.contracts.event.RecoveryCompleted;
import dev.davit.contracts.event.RecoveryFailed;
import dev.davit.contracts.event.RecoveryPointSealed;
import dev.davit.contracts.event.RecoveryStarted;
import dev.davit.contracts.event.RunFact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the events on the broker say about requests and runs. */
final class Story {
  /**
   * A run, with everything by which it started, was sealed and ended: one of each, if all is well.
   */
  record Told(List<Envelope> starts, List<RecoveryPointSealed> seals, List<Envelope> ends) {
    Told() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    boolean isLive() {
      return !starts.isEmpty() && ends.isEmpty();
    }

    Event start() {
      return starts.getFirst().event();
    }
  }

  private final Map<RunId, Told> runs = new LinkedHashMap<>();
  private final Map<String, List<Answer>> answers = new LinkedHashMap<>();

  void hear(List<Envelope> news) {
    news.forEach(this::hear);
  }

  private void hear(Envelope said) {
    switch (said.event()) {
      case BackupStarted start -> run(start.run()).starts().add(said);
      case RecoveryStarted start -> run(start.run()).starts().add(said);
      case RecoveryPointSealed sealed -> run(sealed.run()).seals().add(sealed);
      case Answer answer ->
          answers.computeIfAbsent(answer.request(), id -> new ArrayList<>()).add(answer);
      case RunFact end when isEnd(end) -> run(end.run()).ends().add(said);
      default -> {}
    }
  }

  private Told run(RunId id) {
    return runs.computeIfAbsent(id, ignored -> new Told());
  }

  private static boolean isEnd(Event event) {
    return switch (event) {
      case BackupCompleted e -> true;
      case BackupFailed e -> true;
      case BackupCancelled e -> true;
      case RecoveryCompleted e -> true;
      case RecoveryFailed e -> true;
      case RecoveryCancelled e -> true;
      default -> false;
    };
  }

  /** Backups and recoveries, in the order heard. */
  Map<RunId, Told> runs() {
    return runs;
  }

  List<Answer> answers(String request) {
    return answers.getOrDefault(request, List.of());
  }
}
