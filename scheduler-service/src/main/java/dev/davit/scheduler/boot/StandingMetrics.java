package dev.davit.scheduler.boot;

import dev.davit.scheduler.RunWatch;
import dev.davit.scheduler.ScheduleRegistry;
import dev.davit.scheduler.SystemRegistry;
import dev.davit.scheduler.SystemStanding;
import dev.davit.scheduler.model.ProtectedSystem;
import dev.davit.scheduler.model.Standing;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * How each protected system stands, in base units. A system without a value, such as one without
 * any point, has no row: alert on its absence as well as on its age.
 */
final class StandingMetrics {
  private final SystemRegistry systems;
  private final SystemStanding standing;
  private final ScheduleRegistry schedules;
  private final List<Gauge> gauges;
  private final MultiGauge paused;
  private final RunWatch watch;
  private final MultiGauge silence;
  private int seen;

  private record Gauge(MultiGauge gauge, Function<Standing, Number> value) {}

  private record Stood(ProtectedSystem system, Standing standing) {}

  StandingMetrics(
      MeterRegistry registry,
      SystemRegistry systems,
      SystemStanding standing,
      ScheduleRegistry schedules,
      RunWatch watch) {
    this.watch = watch;
    this.silence =
        MultiGauge.builder("davit.run.silence")
            .description("How long nothing was heard of the system's most silent live run")
            .baseUnit("seconds")
            .register(registry);
    this.systems = systems;
    this.standing = standing;
    this.schedules = schedules;
    this.paused =
        MultiGauge.builder("davit.schedule.paused")
            .description("1 while the schedule is paused")
            .register(registry);
    this.gauges =
        List.of(
            seconds(
                registry,
                "davit.recovery.point.age",
                "Age of the newest sealed point",
                Standing::age),
            seconds(
                registry,
                "davit.rpo.target",
                "At most so old was promised",
                s -> s.promised().rpo()),
            seconds(
                registry, "davit.rto.target", "Back within was promised", s -> s.promised().rto()),
            seconds(
                registry,
                "davit.backup.last",
                "How long the newest good backup took",
                Standing::lastBackup),
            seconds(
                registry,
                "davit.recovery.last",
                "How long the newest good recovery took",
                Standing::lastRecovery),
            new Gauge(
                MultiGauge.builder("davit.recovery.points")
                    .description("Recovery points that did not expire")
                    .register(registry),
                Standing::points));
  }

  private static Gauge seconds(
      MeterRegistry registry, String name, String what, Function<Standing, Duration> value) {
    return new Gauge(
        MultiGauge.builder(name).description(what).baseUnit("seconds").register(registry),
        standing -> {
          Duration found = value.apply(standing);
          return found == null ? null : found.toMillis() / 1000.0;
        });
  }

  /** How many there were at the last look. */
  int systems() {
    return seen;
  }

  /** Looks again; what was seen before is replaced. */
  void refresh() {
    List<Stood> all =
        systems.all().stream().map(system -> new Stood(system, standing.of(system))).toList();
    seen = all.size();
    gauges.forEach(gauge -> gauge.gauge().register(rows(all, gauge.value()), true));
    paused.register(
        schedules.list(null).stream()
            .<MultiGauge.Row<?>>map(each ->
                MultiGauge.Row.of(
                    Tags.of("system", each.row().system().value()), each.row().paused() ? 1 : 0))
            .toList(),
        true);
    silence.register(
        watch.look().entrySet().stream()
            .<MultiGauge.Row<?>>map(each ->
                MultiGauge.Row.of(
                    Tags.of("system", each.getKey().value()), each.getValue().toMillis() / 1000.0))
            .toList(),
        true);
  }

  private static List<MultiGauge.Row<?>> rows(List<Stood> all, Function<Standing, Number> value) {
    return all.stream()
        .filter(stood -> value.apply(stood.standing()) != null)
        .<MultiGauge.Row<?>>map(stood ->
            MultiGauge.Row.of(
                Tags.of("system", stood.system().definition().name().value()),
                value.apply(stood.standing())))
        .toList();
  }
}
