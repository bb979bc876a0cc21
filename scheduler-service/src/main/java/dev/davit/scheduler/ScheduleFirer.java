package dev.davit.scheduler;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.event.CancellationRequested;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.kit.outbox.Cause;
import dev.davit.scheduler.model.DueFires;
import dev.davit.scheduler.model.Fires;
import dev.davit.scheduler.model.MissReason;
import dev.davit.scheduler.model.Origin;
import dev.davit.scheduler.model.OverlapPolicy;
import dev.davit.scheduler.model.ProtectedSystem;
import dev.davit.scheduler.store.FireStore;
import dev.davit.scheduler.store.ScheduleStore;
import dev.davit.scheduler.store.SystemStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Starts what is due. Each nominal fire has exactly one run or one recorded miss, however many
 * replicas there are: the fire's row and the run are one transaction. A fire that waits for another
 * run is a row, too, so that it survives whatever happens meanwhile.
 */
public final class ScheduleFirer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ScheduleFirer.class.getName());
  private static final Duration POLL = Duration.ofSeconds(1);

  /** Schedules that are fired in one transaction: more gain little, and hold locks for longer. */
  private static final int TOGETHER = 500;

  /** Replicas' clocks may differ by so much before one calls the other's wrong. */
  private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

  private final Transactions transactions;
  private final RunStarter starter;
  private final Misses.Counters counters;
  private final InstantSource clock;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::loop, "davit-schedule-firer");

  public ScheduleFirer(
      Transactions transactions, RunStarter starter, MeterRegistry metrics, InstantSource clock) {
    this.transactions = transactions;
    this.starter = starter;
    this.counters = new Misses.Counters(metrics);
    this.clock = clock;
  }

  public ScheduleFirer start() {
    thread.start();
    return this;
  }

  /** True while what is due is started. */
  public boolean alive() {
    return thread.isAlive();
  }

  private void loop() {
    try {
      while (!closed.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        fireAll();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void fireAll() {
    try {
      all(this::setBack);
      all(this::startWaiting);
      all(this::fireDue);
    } catch (DavitException e) {
      LOG.log(System.Logger.Level.WARNING, "schedules wait; reason=" + e.problem());
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "schedules wait", e);
    }
  }

  private static void all(BooleanSupplier one) {
    while (one.getAsBoolean()) {
      // Until nothing is left.
    }
  }

  /**
   * Deals with schedules that are due, as many as one transaction takes; false if there are none.
   * If one of them cannot be dealt with, the others are all the same.
   */
  public boolean fireDue() {
    try {
      return fireDue(TOGETHER);
    } catch (DavitException e) {
      LOG.log(System.Logger.Level.WARNING, "schedules are fired one by one; reason=" + e.problem());
      return fireDue(1);
    }
  }

  private boolean fireDue(int limit) {
    Optional<Misses> done =
        transactions.get(tx -> {
          Instant now = clock.instant();
          var due = ScheduleStore.claimDue(tx, now, limit);
          if (due.isEmpty()) {
            return Optional.empty();
          }
          var misses = new Misses(tx);
          fire(tx, due, now, misses);
          return Optional.of(misses);
        });
    done.ifPresent(misses -> misses.tell(counters));
    return done.isPresent();
  }

  /** Those that merely start are started together; where more is to settle, each by itself. */
  private void fire(Connection tx, List<ScheduleStore.Row> due, Instant now, Misses misses)
      throws SQLException {
    SystemStore.lock(tx, due.stream().map(ScheduleStore.Row::system).toList());
    var fires = new DueBatch(starter, due, now);
    for (ScheduleStore.Row other : fires.start(tx)) {
      fire(tx, other, fires.of(other), misses);
    }
    ScheduleStore.advance(tx, fires.next());
  }

  /** Deals with one fire that has waited for a run to end; false if there is none. */
  public boolean startWaiting() {
    return once(
        tx -> ScheduleStore.claimWaiting(tx, clock.instant(), RunStarter.EXCLUSIVE),
        this::settleWaiting);
  }

  /**
   * Deals with one schedule whose misses lie in the future, as they do after a clock that ran ahead
   * was set right: they did not happen, and the schedule goes on from now. Runs stay what they are.
   * False if there is none.
   */
  public boolean setBack() {
    return once(
        tx -> ScheduleStore.claimAhead(tx, clock.instant().plus(CLOCKS_APART)),
        (tx, row, misses) -> FutureMisses.takeBack(tx, row, clock.instant()));
  }

  /** What is done with a claimed schedule. */
  @FunctionalInterface
  private interface Deed {
    void on(Connection tx, ScheduleStore.Row claimed, Misses misses) throws SQLException;
  }

  private boolean once(Transactions.Body<Optional<ScheduleStore.Row>> claim, Deed deed) {
    Optional<Misses> done =
        transactions.get(tx -> {
          var claimed = claim.run(tx);
          if (claimed.isEmpty()) {
            return Optional.empty();
          }
          var misses = new Misses(tx);
          deed.on(tx, claimed.get(), misses);
          return Optional.of(misses);
        });
    done.ifPresent(misses -> misses.tell(counters));
    return done.isPresent();
  }

  private void fire(Connection tx, ScheduleStore.Row due, DueFires fires, Misses misses)
      throws SQLException {
    if (due.paused()) {
      misses.addPaused(due, fires.all());
    } else {
      boolean another = settleWaiting(tx, due, misses);
      var older = DueFires.notRunning();
      misses.add(due.system(), fires.missed(), older.reason(), older.text());
      fireNewest(tx, due, fires, another, misses);
    }
  }

  /**
   * @param another an earlier fire waits
   */
  private void fireNewest(
      Connection tx, ScheduleStore.Row due, DueFires fires, boolean another, Misses misses)
      throws SQLException {
    Instant newest = fires.newest();
    if (newest == null || FireStore.isRecorded(tx, due.system(), newest)) {
      return;
    }
    if (fires.tooLate() == null) {
      decide(tx, due, newest, another, misses);
    } else {
      var late = fires.tooLate();
      misses.add(due.system(), Fires.one(newest), late.reason(), late.text());
    }
  }

  private void decide(
      Connection tx, ScheduleStore.Row due, Instant nominal, boolean another, Misses misses)
      throws SQLException {
    SystemId name = due.system();
    SystemStore.lock(tx, name);
    var decision =
        OverlapPolicy.decide(due.settings().overlap(), RunStarter.live(tx, name), another);
    try {
      switch (decision) {
        case OverlapPolicy.Start ignored ->
            FireStore.ran(tx, name, nominal, startRun(tx, due, nominal));
        case OverlapPolicy.Skip skip ->
            misses.add(name, Fires.one(nominal), MissReason.OVERLAP, skip.why());
        case OverlapPolicy.Wait wait -> beginWaiting(tx, due, nominal, wait);
      }
    } catch (DavitException e) {
      misses.add(name, Fires.one(nominal), MissReason.REFUSED, e.problem().toString());
    }
  }

  private void beginWaiting(
      Connection tx, ScheduleStore.Row due, Instant nominal, OverlapPolicy.Wait wait)
      throws SQLException {
    if (wait.cancel() != null) {
      String reason = "the fire of " + nominal + " takes its place";
      starter.cancel(
          tx,
          new CancellationRequested(due.system(), wait.cancel(), reason),
          firstCause(),
          Origin.schedule(reason));
    }
    Duration deadline = due.settings().startingDeadline();
    Instant startBy = deadline == null ? null : nominal.plus(due.offset()).plus(deadline);
    FireStore.waits(tx, due.system(), nominal, startBy);
    LOG.log(
        System.Logger.Level.INFO,
        "backup waits; system=%s nominal=%s reason=%s"
            .formatted(due.system(), nominal, wait.why()));
  }

  /**
   * Starts the fire that waits, if there is one and nothing is in its way any more.
   *
   * @return whether one waits still
   */
  private boolean settleWaiting(Connection tx, ScheduleStore.Row row, Misses misses)
      throws SQLException {
    SystemId name = row.system();
    var waiting = FireStore.waiting(tx, name);
    if (waiting.isEmpty()) {
      return false;
    }
    Instant startBy = waiting.get().startBy();
    if (startBy != null && startBy.isBefore(clock.instant())) {
      misses.addWaiting(name, MissReason.DEADLINE, "it waited in vain until " + startBy);
      return false;
    }
    SystemStore.lock(tx, name);
    if (!RunStarter.live(tx, name).isEmpty()) {
      return true;
    }
    startWaiting(tx, row, waiting.get().nominal(), misses);
    return false;
  }

  private void startWaiting(Connection tx, ScheduleStore.Row row, Instant nominal, Misses misses)
      throws SQLException {
    try {
      FireStore.waitingRan(tx, row.system(), startRun(tx, row, nominal));
    } catch (DavitException e) {
      misses.addWaiting(row.system(), MissReason.REFUSED, e.problem().toString());
    }
  }

  private RunId startRun(Connection tx, ScheduleStore.Row row, Instant nominal)
      throws SQLException {
    ProtectedSystem system = SystemStore.find(tx, row.system()).orElseThrow();
    return starter.backupBeside(tx, system, firstCause(), dueAt(nominal));
  }

  static Origin dueAt(Instant nominal) {
    return Origin.schedule("due at " + nominal);
  }

  /** Whatever follows is of one correlation, and nothing on the broker led to it. */
  static Cause firstCause() {
    return new Cause(UUID.randomUUID().toString(), null, null);
  }

  @Override
  public void close() throws InterruptedException {
    closed.countDown();
    thread.join(Duration.ofSeconds(5));
  }
}
