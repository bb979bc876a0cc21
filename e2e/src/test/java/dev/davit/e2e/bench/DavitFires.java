package dev.davit.e2e.bench;

import dev.davit.contracts.codec.Json;
import dev.davit.contracts.settings.ScheduleSettings;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.kit.outbox.Outbox;
import dev.davit.scheduler.RunLifecycle;
import dev.davit.scheduler.RunStarter;
import dev.davit.scheduler.ScheduleFirer;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Davit's own, with all that a fire means: the run, its history, the order in the outbox, the
 * fire's row, and when the schedule is due next.
 */
final class DavitFires implements Contender {
  private final List<AgroalDataSource> pools;
  private final List<ScheduleFirer> replicas;
  private final ExecutorService threads;

  DavitFires(BenchServer server, int schedules) throws SQLException {
    Schemas.migrate(server, "scheduler");
    pools = List.of(server.pool("scheduler", 8), server.pool("scheduler", 8));
    replicas = pools.stream().map(DavitFires::replica).toList();
    threads = Executors.newFixedThreadPool(replicas.size());
    try (Connection connection = pools.getFirst().getConnection()) {
      Systems.store(connection, schedules);
      store(connection, schedules);
    }
  }

  private static ScheduleFirer replica(AgroalDataSource pool) {
    var clock = InstantSource.system();
    var metrics = new SimpleMeterRegistry();
    var lifecycle = new RunLifecycle(new Outbox("/davit/scheduler-service", clock), metrics, clock);
    return new ScheduleFirer(new Transactions(pool), new RunStarter(lifecycle), metrics, clock);
  }

  /** Due at some second of the coming year. */
  private static void store(Connection connection, int schedules) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            insert into schedule (system, settings, next_fire, due_at)
            select name, ?::jsonb, at, at from
              (select name, date_trunc('second', now() + interval '1 day' + random() * interval '1 year') at
               from protected_system) s\
            """)) {
      insert.setString(1, Json.text(ScheduleSettings.of("0 3 * * *", "UTC")));
      insert.executeUpdate();
    }
    connection.createStatement().execute("vacuum analyze protected_system, schedule");
  }

  @Override
  public String name() {
    return "Davit";
  }

  @Override
  public void prepare(int first, int step, Instant due) throws SQLException {
    try (Connection connection = pools.getFirst().getConnection();
        var update =
            connection.prepareStatement(
                """
                update schedule set next_fire = ?, due_at = ?
                from generate_series(?, (select count(*) from protected_system), ?) n where system = 'bench-' || n\
                """)) {
      connection.createStatement().execute("truncate outbox");
      update.setTimestamp(1, Timestamp.from(due));
      update.setTimestamp(2, Timestamp.from(due));
      update.setInt(3, first);
      update.setInt(4, step);
      update.executeUpdate();
    }
  }

  @Override
  public void fire(int expected) throws InterruptedException {
    var working =
        replicas.stream()
            .map(replica ->
                threads.submit(() -> {
                  while (replica.fireDue()) {
                    // Until nothing is left.
                  }
                }))
            .toList();
    for (var each : working) {
      try {
        each.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void verify(int expected, Instant due) throws SQLException {
    try (Connection connection = pools.getFirst().getConnection()) {
      Schemas.requireCount(
          connection,
          expected,
          "schedule_fire f join run r on r.id = f.run and r.system = f.system where nominal = ?",
          due);
      Schemas.requireCount(connection, expected, "run where requested >= ?", due);
      Schemas.requireCount(connection, expected, "outbox where created >= ?", due);
      Schemas.requireCount(connection, 0, "schedule where due_at <= ?", due);
    }
  }

  @Override
  public void close() {
    threads.shutdown();
    pools.forEach(AgroalDataSource::close);
  }
}
