package dev.davit.scheduler;

import dev.davit.contracts.PointId;
import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.event.Event;
import dev.davit.kit.outbox.Cause;
import dev.davit.kit.outbox.Outbox;
import dev.davit.kit.telemetry.Brief;
import dev.davit.kit.telemetry.LogKeys;
import dev.davit.kit.telemetry.Spans;
import dev.davit.scheduler.model.Origin;
import dev.davit.scheduler.model.Run;
import dev.davit.scheduler.store.RunStore;
import dev.davit.scheduler.store.SeenEventStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The one door through which runs change: state row, history, events and metric together, in the
 * caller's transaction. Thread-safe.
 */
public final class RunLifecycle {
  private static final System.Logger LOG = System.getLogger(RunLifecycle.class.getName());

  private final Outbox outbox;
  private final MeterRegistry metrics;
  private final InstantSource clock;

  public RunLifecycle(Outbox outbox, MeterRegistry metrics, InstantSource clock) {
    this.outbox = outbox;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * What a move means to the world.
   *
   * @param point the point that the run now has; null: no news
   * @param text for people who read the history
   */
  public record Said(PointId point, String text, List<? extends Event> events) {
    public static Said of(String text, Event... events) {
      return new Said(null, text, List.of(events));
    }
  }

  /** Tells what a move means, from the states before and after. */
  @FunctionalInterface
  public interface Meaning {
    Said of(RunStore.Row before, Run after);
  }

  /**
   * A run that may begin, with what it will say.
   *
   * @param letters orders, ready to be sent
   */
  public record Beginning(RunStore.Beginning row, List<Outbox.Letter> letters) {}

  /**
   * Works out what a run needs to begin; nothing is written yet. Its trace is its cause's, or
   * begins here.
   *
   * @throws dev.davit.contracts.error.DavitException TOO_LARGE
   */
  public Beginning prepare(Run first, SystemId system, Origin origin, Cause cause, Said said) {
    try (var ignored = span(first, system, cause)) {
      Cause traced = cause.traced();
      var move =
          new RunStore.Move(clock.instant(), state(first), said.text(), traced.causationId());
      return new Beginning(
          new RunStore.Beginning(first, system, origin, said.point(), traced, move),
          said.events().stream().map(event -> outbox.letter(event, traced)).toList());
    }
  }

  /** Begins runs, in their order. */
  public void start(Connection tx, List<Beginning> runs) throws SQLException {
    if (runs.isEmpty()) {
      return;
    }
    RunStore.insert(tx, runs.stream().map(Beginning::row).toList());
    outbox.append(tx, runs.stream().flatMap(run -> run.letters().stream()).toList());
    for (Beginning run : runs) {
      log(run.row().run(), run.row().system(), run.row().cause());
    }
  }

  /** Begins a run; see {@link #prepare}. */
  public void start(
      Connection tx, Run first, SystemId system, Origin origin, Cause cause, Said said)
      throws SQLException {
    start(tx, List.of(prepare(first, system, origin, cause, said)));
  }

  /**
   * Moves a run, if it is known and the transition yields another state; else nothing happens.
   *
   * @param cause of this move; the run's own correlation and trace are kept
   * @return whether it moved
   */
  public boolean move(
      Connection tx, RunId id, Cause cause, UnaryOperator<Run> transition, Meaning meaning)
      throws SQLException {
    var found = RunStore.lock(tx, id);
    if (found.isEmpty()) {
      return false;
    }
    RunStore.Row before = found.get();
    Run after = transition.apply(before.run());
    if (after.equals(before.run())) {
      return false;
    }
    Said said = meaning.of(before, after);
    RunStore.update(tx, after, said.point(), clock.instant());
    var own =
        new Cause(
            before.cause().correlationId(), cause.causationId(), before.cause().traceparent());
    try (var ignored = span(after, before.system(), own)) {
      record(tx, after, before.system(), own.traced(), said);
    }
    if (after.ended()) {
      SeenEventStore.endProgress(tx, id);
      count(before, after);
    }
    return true;
  }

  private static Brief span(Run run, SystemId system, Cause cause) {
    return Spans.brief(
        run.kind() + " " + state(run),
        cause.traceparent(),
        Map.of(LogKeys.SYSTEM, system.value(), LogKeys.RUN, run.id().toString()));
  }

  private static String state(Run run) {
    return run.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private void record(Connection tx, Run run, SystemId system, Cause cause, Said said)
      throws SQLException {
    String state = state(run);
    RunStore.addMove(
        tx, run.id(), new RunStore.Move(clock.instant(), state, said.text(), cause.causationId()));
    for (Event event : said.events()) {
      outbox.append(tx, event, cause);
    }
    log(run, system, cause);
  }

  private static void log(Run run, SystemId system, Cause cause) {
    LOG.log(
        System.Logger.Level.INFO,
        "run moved; system=%s run=%s kind=%s state=%s correlation=%s"
            .formatted(system, run.id(), run.kind(), state(run), cause.correlationId()));
  }

  private void count(RunStore.Row before, Run after) {
    String outcome = state(after);
    metrics.counter("davit.runs", "kind", after.kind(), "outcome", outcome).increment();
    metrics
        .timer("davit.run.duration", "kind", after.kind(), "outcome", outcome)
        .record(java.time.Duration.between(before.requestedAt(), clock.instant()));
  }
}
