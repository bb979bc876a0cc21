package dev.davit.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.contracts.SystemId;
import dev.davit.contracts.settings.CatchUp;
import dev.davit.contracts.settings.Overlap;
import dev.davit.contracts.settings.ScheduleSettings;
import dev.davit.contracts.settings.SystemDefinition;
import dev.davit.kit.jdbc.JdbcRunner;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.scheduler.model.MissReason;
import dev.davit.scheduler.model.Spread;
import dev.davit.scheduler.store.FireStore;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A year over ten zones, by replicas that stop, restart and lose their connections, while runs end
 * when they like and people pause and resume. {@code -Ddavit.seed=N} repeats one.
 */
class ScheduleYearTest {
  private static final int YEAR = 2018;
  private static final int REPLICAS = 3;
  private static final Duration HOUR = Duration.ofHours(1);

  /**
   * An expression, and what it means in plain code; every one near the clock changes of its zone.
   */
  private record Plan(
      String zone, String cron, boolean everyHour, Predicate<LocalDateTime> wanted) {
    NavigableSet<Instant> fires() {
      return everyHour
          ? MinuteWalk.byInstant(wanted, ZoneId.of(zone), YEAR)
          : MinuteWalk.byWall(wanted, ZoneId.of(zone), YEAR);
    }

    /** On weekends, when clocks are changed. */
    static Plan weekends(String zone, int hour, int minute) {
      return new Plan(
          zone,
          minute + " " + hour + " * * SAT-SUN",
          false,
          t -> t.getMinute() == minute && t.getHour() == hour && isWeekend(t));
    }

    private static boolean isWeekend(LocalDateTime t) {
      return t.getDayOfWeek().getValue() >= 6;
    }
  }

  private static final List<Plan> PLANS =
      List.of(
          Plan.weekends("Australia/Lord_Howe", 2, 15),
          Plan.weekends("America/St_Johns", 2, 30),
          Plan.weekends("Africa/Casablanca", 2, 45),
          Plan.weekends("Pacific/Apia", 3, 30),
          Plan.weekends("Asia/Kathmandu", 2, 30),
          Plan.weekends("Europe/Dublin", 1, 30),
          Plan.weekends("America/Sao_Paulo", 0, 0),
          Plan.weekends("Asia/Gaza", 0, 30),
          new Plan(
              "Antarctica/Troll",
              "10 1-3 * * 7,6",
              false,
              t ->
                  t.getMinute() == 10 && t.getHour() >= 1 && t.getHour() <= 3 && Plan.isWeekend(t)),
          new Plan(
              "America/Havana",
              "0 * * * 7",
              true,
              t -> t.getMinute() == 0 && t.getDayOfWeek().getValue() == 7));

  private final long seed = Long.getLong("davit.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Ground ground = new Ground();
  private final Logger log = Logger.getLogger("dev.davit.scheduler");
  private final Instant end = MinuteWalk.start(YEAR + 1);
  private final List<ScheduleFirer> replicas = new ArrayList<>();

  private static SystemId system(int plan) {
    return new SystemId("zone-" + plan);
  }

  private static ScheduleSettings settings(int plan) {
    Plan of = PLANS.get(plan);
    return new ScheduleSettings(
        of.cron(),
        of.zone(),
        false,
        Overlap.values()[plan % Overlap.values().length],
        plan == 4 ? CatchUp.NONE : CatchUp.NEWEST,
        plan % 5 == 1 ? Duration.ofHours(6) : null,
        plan % 3 == 2 ? HOUR : null);
  }

  private void apply(int plan) {
    ground.systems.put(
        new SystemDefinition(
            system(plan), Ground.settings(), settings(plan), Ground.KEEP_ALL, null, null));
  }

  /** A line for each move of a thousand runs tells nobody anything. */
  @BeforeEach
  void beQuiet() {
    log.setLevel(Level.SEVERE);
  }

  @AfterEach
  void speakAgain() {
    log.setLevel(null);
  }

  @Test
  void i2ASimulatedYearOverTenZonesLosesAndDoublesNothing() throws Exception {
    System.out.println("schedule year seed=" + seed);
    ground.clock.set(MinuteWalk.start(YEAR).minusSeconds(1));
    for (int plan = 0; plan < PLANS.size(); plan++) {
      apply(plan);
    }
    try (var threads = Executors.newFixedThreadPool(REPLICAS)) {
      live(threads);
    }
    settle();

    for (int plan = 0; plan < PLANS.size(); plan++) {
      assertEachFireHasItsOneRow(plan);
    }
    assertThat(List.of(MissReason.NOT_RUNNING, MissReason.OVERLAP, MissReason.PAUSED))
        .as("seed %d", seed)
        .allSatisfy(reason -> assertThat(ground.missed(reason)).isPositive());
  }

  private void live(ExecutorService threads) throws Exception {
    boolean outage = false;
    while (ground.clock.instant().isBefore(end)) {
      outage = random.nextInt(10) < (outage ? 7 : 1);
      replicas.removeIf(replica -> random.nextInt(5) == 0);
      while (!outage && replicas.size() < REPLICAS) {
        replicas.add(replica());
      }
      if (!outage) {
        fireAtOnce(threads);
      }
      assertNoTwoBackupsOfOneSystem();
      theWorldGoesOn();
      Instant next = nextMoment(ground.clock.instant());
      ground.clock.set(next.isAfter(end) ? end : next);
    }
  }

  /** Some time later, or just when something is due. */
  private Instant nextMoment(Instant now) {
    if (random.nextInt(3) == 0) {
      Instant due =
          ground.transactions.get(tx ->
              JdbcRunner.on(tx)
                  .first(
                      "select min(due_at) due from schedule", row -> JdbcRunner.instant(row, "due"))
                  .orElseThrow());
      if (due.isAfter(now)) {
        return due;
      }
    }
    return now.plus(Duration.ofMinutes(1 + random.nextInt(1440)));
  }

  private ScheduleFirer replica() {
    var own = CrashingDataSource.of(ground.dataSource, new Random(random.nextLong()), 200);
    return new ScheduleFirer(new Transactions(own), ground.starter, ground.metrics, ground.clock);
  }

  private void fireAtOnce(ExecutorService threads) throws Exception {
    var all =
        replicas.stream()
            .map(replica ->
                (Callable<Void>)
                    () -> {
                      fireAll(replica);
                      return null;
                    })
            .toList();
    for (var done : threads.invokeAll(all)) {
      done.get();
    }
  }

  private static void fireAll(ScheduleFirer replica) {
    while (replica.startWaiting() || replica.fireDue()) {
      // Until nothing is left.
    }
  }

  private void theWorldGoesOn() {
    List<String> over = new ArrayList<>();
    for (int plan = 0; plan < PLANS.size(); plan++) {
      if (random.nextInt(3) > 0) {
        over.add(system(plan).value());
      }
    }
    ground.transactions.run(tx ->
        JdbcRunner.on(tx)
            .update("update run set ended = true where not ended and system = any (?)", over));
    int plan = random.nextInt(PLANS.size());
    switch (random.nextInt(20)) {
      case 0 -> ground.schedules.pause(system(plan), "anna", "the year goes on");
      case 1, 2 -> ground.schedules.resume(system(plan), "anna", null);
      case 3 -> apply(plan);
      default -> {
        // Nobody does anything.
      }
    }
  }

  private void assertNoTwoBackupsOfOneSystem() {
    long most =
        ground.transactions.get(tx ->
            JdbcRunner.on(tx)
                .first(
                    """
                    select coalesce(max(live), 0) from
                      (select count(*) live from run where not ended group by system) systems\
                    """,
                    row -> row.getLong(1))
                .orElseThrow());
    assertThat(most).as("seed %d", seed).isLessThanOrEqualTo(1);
  }

  /** All that still waits or is paused comes to its end, at the year's. */
  private void settle() {
    ground.clock.set(end);
    for (int plan = 0; plan < PLANS.size(); plan++) {
      ground.schedules.resume(system(plan), "anna", "the year is over");
    }
    for (int again = 0; again < 2; again++) {
      ground.transactions.run(tx -> JdbcRunner.on(tx).update("update run set ended = true"));
      ground.fireAll();
    }
  }

  private void assertEachFireHasItsOneRow(int plan) {
    var offset = Spread.offset(system(plan), settings(plan).spread());
    var expected = PLANS.get(plan).fires().headSet(end.minus(offset), true);
    String what = "seed " + seed + ", " + settings(plan);
    var rows = ground.transactions.get(tx -> FireStore.newest(tx, system(plan), 10_000)).reversed();
    Instant before = Instant.MIN;
    long fires = 0;
    for (FireStore.Row row : rows) {
      var range = row.fires();
      assertThat(row.waiting()).as(what).isFalse();
      assertThat(range.first()).as(what).isAfter(before);
      assertThat(expected).as(what).contains(range.first(), range.last());
      assertThat(expected.subSet(range.first(), true, range.last(), true))
          .as(what)
          .hasSize((int) range.count());
      before = range.last();
      fires += range.count();
    }
    assertThat(fires).as(what).isEqualTo(expected.size());
    assertEachRunIsOfOneFire(plan, rows, what);
  }

  private void assertEachRunIsOfOneFire(int plan, List<FireStore.Row> rows, String what) {
    var named = new HashSet<String>();
    rows.stream()
        .filter(row -> row.run() != null)
        .forEach(row -> named.add(row.run() + " due at " + row.nominal()));
    var runs =
        ground.transactions.get(tx ->
            JdbcRunner.on(tx)
                .query(
                    "select id, reason from run where system = ?",
                    row -> row.getString("id") + " " + row.getString("reason"),
                    system(plan).value()));
    assertThat(runs).as(what).containsExactlyInAnyOrderElementsOf(named).isNotEmpty();
  }
}
