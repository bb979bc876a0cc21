package dev.davit.e2e.bench;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * db-scheduler as its documentation advises for high throughput: {@code lock-and-fetch} with limits
 * 1.0 and 4.0, a pool with a connection for every thread. It is told at once that something is due,
 * so that its polling interval does not count.
 */
final class DbSchedulerFires implements Contender {
  private static final String TABLE =
      """
      create table scheduled_tasks (
        task_name text not null, task_instance text not null, task_data bytea,
        execution_time timestamptz not null, picked boolean not null, picked_by text,
        last_success timestamptz, last_failure timestamptz, consecutive_failures int,
        last_heartbeat timestamptz, version bigint not null, priority smallint,
        primary key (task_name, task_instance));
      create index on scheduled_tasks (execution_time);
      create index on scheduled_tasks (last_heartbeat)\
      """;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** What is done at a fire. */
  @FunctionalInterface
  interface Handler {
    void fire(String instance) throws SQLException;

    /** Throws unless it has done so much since the last preparation. */
    default void verify(Connection connection, int expected, Instant due) throws SQLException {}
  }

  private final String name;
  private final Handler handler;
  private final List<AgroalDataSource> pools;
  private final List<Scheduler> replicas;
  private final Map<String, Integer> fired = new ConcurrentHashMap<>();
  private volatile CountDownLatch left = new CountDownLatch(0);

  DbSchedulerFires(String name, BenchServer server, int threads, Handler handler)
      throws SQLException {
    this.name = name;
    this.handler = handler;
    pools = List.of(server.pool("peer", threads + 4), server.pool("peer", threads + 4));
    replicas = pools.stream().map(pool -> replica(pool, threads)).toList();
    replicas.forEach(Scheduler::start);
  }

  /** The table with so many tasks, due at some second of the coming year. */
  static void store(BenchServer server, int schedules) throws SQLException {
    Schemas.migrate(server, "peer");
    try (var pool = server.pool("peer", 1);
        Connection connection = pool.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(TABLE);
      statement.execute(
          """
          insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
          select 'fire', 'bench-' || n,
            date_trunc('second', now() + interval '1 day' + random() * interval '1 year'), false, 1
          from generate_series(1, %d) n\
          """
              .formatted(schedules));
      statement.execute("vacuum analyze scheduled_tasks");
    }
  }

  private Scheduler replica(AgroalDataSource pool, int threads) {
    return Scheduler.create(pool, task())
        .schedulerName(new SchedulerName.Fixed("replica-" + pools.indexOf(pool)))
        .threads(threads)
        .pollUsingLockAndFetch(1.0, 4.0)
        .pollingInterval(Duration.ofHours(1))
        .addSchedulerListener(
            new AbstractSchedulerListener() {
              @Override
              public void onExecutionComplete(ExecutionComplete done) {
                left.countDown();
              }
            })
        .build();
  }

  private CustomTask<Void> task() {
    var daily = Schedules.daily(LocalTime.of(3, 0));
    return Tasks.custom("fire", Void.class)
        .execute((instance, context) -> {
          fire(instance.getId());
          return new CompletionHandler.OnCompleteReschedule<>(daily);
        });
  }

  private void fire(String instance) {
    try {
      handler.fire(instance);
      fired.merge(instance, 1, Integer::sum);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void prepare(int first, int step, Instant due) throws SQLException {
    fired.clear();
    try (Connection connection = pools.getFirst().getConnection();
        var update =
            connection.prepareStatement(
                """
                update scheduled_tasks set execution_time = ?
                from generate_series(?, (select count(*) from scheduled_tasks), ?) n
                where task_name = 'fire' and task_instance = 'bench-' || n\
                """)) {
      connection.createStatement().execute("truncate outbox");
      update.setTimestamp(1, Timestamp.from(due));
      update.setInt(2, first);
      update.setInt(3, step);
      update.executeUpdate();
    }
  }

  @Override
  public void fire(int expected) throws InterruptedException {
    left = new CountDownLatch(expected);
    long limit = System.nanoTime() + PATIENCE.toNanos();
    do {
      replicas.forEach(Scheduler::triggerCheckForDueExecutions);
      if (System.nanoTime() > limit) {
        throw new IllegalStateException(left.getCount() + " have not fired after " + PATIENCE);
      }
    } while (!left.await(1, TimeUnit.SECONDS));
  }

  @Override
  public void verify(int expected, Instant due) throws SQLException {
    if (fired.size() != expected || fired.values().stream().anyMatch(times -> times != 1)) {
      throw new IllegalStateException(fired.size() + " fired, of " + expected + ", or one twice");
    }
    try (Connection connection = pools.getFirst().getConnection()) {
      Schemas.requireCount(connection, 0, "scheduled_tasks where execution_time <= ?", due);
      handler.verify(connection, expected, due);
    }
  }

  @Override
  public void close() {
    replicas.forEach(Scheduler::stop);
    pools.forEach(AgroalDataSource::close);
  }
}
