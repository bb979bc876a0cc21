package dev.davit.scheduler;

import dev.davit.contracts.Pin;
import dev.davit.contracts.PointId;
import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.event.Answer;
import dev.davit.contracts.event.BackupRequested;
import dev.davit.contracts.event.DumpCompleted;
import dev.davit.contracts.event.DumpPinned;
import dev.davit.contracts.event.Event;
import dev.davit.contracts.event.MediaCompleted;
import dev.davit.contracts.event.RecoveryPointSealed;
import dev.davit.contracts.event.Request;
import dev.davit.contracts.event.RequestAccepted;
import dev.davit.contracts.point.ClosureSummary;
import dev.davit.contracts.point.PartManifest;
import dev.davit.contracts.point.PointState;
import dev.davit.contracts.settings.DatabaseSettings;
import dev.davit.contracts.settings.DeploymentKind;
import dev.davit.contracts.settings.Objectives;
import dev.davit.contracts.settings.RepositorySettings;
import dev.davit.contracts.settings.RetentionPolicy;
import dev.davit.contracts.settings.ScheduleSettings;
import dev.davit.contracts.settings.SecretRef;
import dev.davit.contracts.settings.SystemDefinition;
import dev.davit.contracts.settings.SystemSettings;
import dev.davit.kit.jdbc.JdbcRunner;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.kit.outbox.Outbox;
import dev.davit.kit.testing.SettableClock;
import dev.davit.kit.testing.TestPostgres;
import dev.davit.scheduler.model.MissReason;
import dev.davit.scheduler.store.FireStore;
import dev.davit.scheduler.store.RunStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** The scheduler's use cases on a real PostgreSQL, with a clock that the test owns. */
final class Ground {
  static final Instant START = Instant.parse("2026-03-10T10:00:00Z");
  static final RetentionPolicy KEEP_ALL = new RetentionPolicy(0, 0, 0, 0, 0, 0);

  final SystemId system = new SystemId("shop");
  final SettableClock clock = new SettableClock(START);
  final MeterRegistry metrics = new SimpleMeterRegistry();
  final DataSource dataSource = TestPostgres.shared().freshSchema("classpath:db/scheduler");
  final Transactions transactions = new Transactions(dataSource);
  final Outbox outbox = new Outbox("/davit/scheduler-service", clock);
  final RunLifecycle lifecycle = new RunLifecycle(outbox, metrics, clock);
  final RunStarter starter = new RunStarter(lifecycle);
  final RunTracker tracker =
      new RunTracker(
          lifecycle,
          new RecoveryOrchestrator(lifecycle, clock),
          new RetentionStarter(starter, clock));
  final Hearing hearing = new Hearing(new RequestIntake(outbox, starter), tracker);
  final ScheduleChanges changes = new ScheduleChanges(transactions, metrics, clock);
  final SystemRegistry systems = new SystemRegistry(transactions, changes);
  final ScheduleRegistry schedules = new ScheduleRegistry(transactions, changes, clock);

  /** With the system protected, all its points kept. */
  static Ground ready() {
    var ground = new Ground();
    ground.systems.put(ground.definition(null, KEEP_ALL, List.of()));
    return ground;
  }

  SystemDefinition definition(
      ScheduleSettings schedule, RetentionPolicy retention, List<String> sources) {
    return new SystemDefinition(system, settings(), schedule, retention, Objectives.NONE, sources);
  }

  static SystemSettings settings() {
    return new SystemSettings(
        DeploymentKind.FULL_BACKEND,
        "generic",
        new DatabaseSettings(null, "postgresql://u@h:5432/shop", null, List.of(), null),
        List.of(),
        List.of(),
        List.of(),
        new RepositorySettings("/r", new SecretRef("env:PASSWORD"), Map.of(), null, null));
  }

  /** The system with that schedule; null: with none. */
  void schedule(ScheduleSettings schedule) {
    systems.put(definition(schedule, KEEP_ALL, List.of()));
  }

  ScheduleFirer replica() {
    return new ScheduleFirer(transactions, starter, metrics, clock);
  }

  /** All that is due, as one replica does it. */
  void fireAll() {
    var replica = replica();
    while (replica.setBack() || replica.startWaiting() || replica.fireDue()) {
      // Until nothing is left.
    }
  }

  ScheduleRegistry.Standing standing() {
    return schedules.list(system).getFirst();
  }

  /**
   * What became of the schedule's fires, in their order: {@code 10:10:00 ran}, {@code
   * 10:10:00-10:30:00 3 paused}; times without date are of {@link #START}'s.
   */
  List<String> fires() {
    return transactions.get(tx -> FireStore.newest(tx, system, 1000)).reversed().stream()
        .map(Ground::words)
        .toList();
  }

  private static String words(FireStore.Row row) {
    var fires = row.fires();
    String what = row.run() != null ? "ran" : row.waiting() ? "waiting" : row.reason().word();
    return fires.count() == 1
        ? time(fires.first()) + " " + what
        : time(fires.first()) + "-" + time(fires.last()) + " " + fires.count() + " " + what;
  }

  private static String time(Instant instant) {
    return instant.toString().replaceAll("2026-03-10T|Z", "");
  }

  /** How many fires were missed for a reason, as the metric has it. */
  long missed(MissReason reason) {
    return (long)
        metrics.get("davit.schedule.misses").tag("reason", reason.word()).counter().count();
  }

  Answer ask(Request request) {
    return ask(Envelope.first("/test", clock.instant(), request));
  }

  Answer ask(Envelope request) {
    return transactions.get(tx -> hearing.request(request, tx));
  }

  /** As {@link #ask}; the run that it became. */
  RunId accepted(Request request) {
    return ((RequestAccepted) ask(request)).run();
  }

  RunId backup() {
    return accepted(new BackupRequested(system, null));
  }

  void hear(Event... facts) {
    for (Event fact : facts) {
      hear(Envelope.first("/test", clock.instant(), fact));
    }
  }

  void hear(Envelope fact) {
    transactions.run(tx -> hearing.fact(fact, tx));
  }

  /** All that the scheduler said, in its order. */
  List<Envelope> envelopes() {
    return transactions.get(tx ->
        JdbcRunner.on(tx)
            .query(
                "select value from outbox order by seq",
                row ->
                    EventCodec.parse(new String(row.getBytes("value"), StandardCharsets.UTF_8))));
  }

  List<Event> said() {
    return envelopes().stream().map(Envelope::event).toList();
  }

  <T extends Event> List<T> said(Class<T> type) {
    return said().stream().filter(type::isInstance).map(type::cast).toList();
  }

  void forgetWhatWasSaid() {
    transactions.run(tx -> JdbcRunner.on(tx).update("delete from outbox"));
  }

  RunStore.Row run(RunId id) {
    return transactions.get(tx -> RunStore.find(tx, id)).orElseThrow();
  }

  List<RunStore.Row> runs() {
    return transactions.get(tx -> RunStore.list(tx, system, 1000));
  }

  List<RunStore.Move> history(RunId id) {
    return transactions.get(tx -> RunStore.history(tx, id));
  }

  long count(String table) {
    return transactions.get(tx ->
        JdbcRunner.on(tx)
            .first("select count(*) from " + table, row -> row.getLong(1))
            .orElseThrow());
  }

  DumpPinned pinned(RunId run, int ordinal) {
    return new DumpPinned(
        system, run, new Pin(run, ordinal), List.of("shop"), "0/1", clock.instant());
  }

  DumpCompleted dumped(RunId run, int ordinal) {
    return new DumpCompleted(system, run, new Pin(run, ordinal), part(), List.of());
  }

  MediaCompleted stored(RunId run, int ordinal) {
    return new MediaCompleted(system, run, new Pin(run, ordinal), part(), 0);
  }

  RecoveryPointSealed sealed(RunId run, PointState state) {
    return new RecoveryPointSealed(
        system,
        run,
        new PointId(UUID.nameUUIDFromBytes(run.toString().getBytes(StandardCharsets.UTF_8))),
        "5".repeat(64),
        state,
        clock.instant(),
        new ClosureSummary(1, 0, 0, state == PointState.OPEN ? 1 : 0, List.of()),
        List.of(),
        1,
        2,
        3);
  }

  /** A whole backup; its point. */
  PointId backedUp(PointState state) {
    RunId run = backup();
    var sealed = sealed(run, state);
    hear(pinned(run, 1), dumped(run, 1), stored(run, 1), sealed);
    return sealed.point();
  }

  private static PartManifest part() {
    return new PartManifest("database", "4".repeat(64), 1, 2, 3);
  }
}
