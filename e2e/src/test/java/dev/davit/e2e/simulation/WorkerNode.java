package dev.davit.e2e.simulation;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.topic.Topic;
import dev.davit.kit.inbox.EventHandler;
import dev.davit.kit.jdbc.JdbcRunner;
import dev.davit.kit.outbox.Outbox;
import dev.davit.kit.work.PgWorkStore;
import dev.davit.kit.work.RetryPolicy;
import dev.davit.kit.work.Work;
import dev.davit.kit.work.WorkKind;
import dev.davit.kit.work.WorkStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * dump-, media- or audit-service: its own orders and the kit's work store, and in the place of
 * databases and files a {@link Script}. The rules of {@code kit.work.Job} are followed here one
 * decision at a time.
 */
final class WorkerNode extends Node {
  private static final Duration LEASE = Duration.ofSeconds(20);
  private static final int FAILURES = 6;
  private static final int STALLS = 10;

  private final WorkStore store;
  private final EventHandler orders;
  private final Set<WorkKind> kinds;
  private final Script script;
  private final List<Work> running = new ArrayList<>();
  private long idleAt = -1;
  private long endedAt = -1;

  WorkerNode(
      String name,
      Connection real,
      SimulatedBroker broker,
      Chance chance,
      InstantSource clock,
      BiFunction<WorkStore, Outbox, EventHandler> orders,
      Set<WorkKind> kinds,
      Script script) {
    super(name, real, broker, chance);
    var outbox = new Outbox("/davit/" + name, clock);
    this.store = new PgWorkStore(dataSource, outbox);
    this.orders = orders.apply(store, outbox);
    this.kinds = kinds;
    this.script = script;
  }

  @Override
  EventHandler handler(Topic topic) {
    return orders;
  }

  @Override
  void crash() {
    running.clear();
  }

  /** Takes one more piece of work, or goes on with one that it has; false if there was nothing. */
  boolean work() {
    claim();
    if (running.isEmpty()) {
      return false;
    }
    Work work = chance.oneOf(running);
    if (chance.trouble(STALLS)) {
      return true; // its lease runs out, perhaps, and it does not know
    }
    try {
      if (goOn(work)) {
        running.remove(work);
      }
    } catch (DavitException e) {
      if (e.code() != ErrorCode.LEASE_LOST) {
        throw e;
      }
      running.remove(work);
    }
    return true;
  }

  private void claim() {
    if (connection.changes() == idleAt) {
      return;
    }
    var claimed = store.claim("process", kinds, LEASE);
    claimed.ifPresent(running::add);
    idleAt = claimed.isPresent() ? -1 : connection.changes();
  }

  /** True when it is over. */
  private boolean goOn(Work work) {
    if (work.cancelRequested()) {
      store.cancelled(work, script.cancelled(work));
      return true;
    }
    if (work.attempt() > RetryPolicy.DEFAULT.attempts()) {
      var problem = new Problem(ErrorCode.WORKER_DIED, "work", null);
      store.fail(work, problem, script.failed(work, problem));
      return true;
    }
    if (chance.trouble(FAILURES)) {
      fail(work);
      return true;
    }
    return switch (chance.below(3)) {
      case 0 -> beat(work);
      default -> script.step(work, store);
    };
  }

  private boolean beat(Work work) {
    switch (store.heartbeat(work, LEASE)) {
      case HELD -> {
        return false;
      }
      case CANCEL_REQUESTED -> store.cancelled(work, script.cancelled(work));
      case SUPERSEDED -> store.abandon(work);
    }
    return true;
  }

  private void fail(Work work) {
    var passing = new Problem(ErrorCode.STORE_UNAVAILABLE, "store", null);
    if (chance.below(2) == 0 && RetryPolicy.DEFAULT.again(passing.code(), work.attempt())) {
      store.retry(work, passing, Duration.ofSeconds(chance.below(60)));
    } else {
      var lasting = new Problem(ErrorCode.DISK_FULL, "disk", null);
      store.fail(work, lasting, script.failed(work, lasting));
    }
  }

  /** The database's clock goes on. */
  void pass(Duration time) {
    if (connection.changes() == endedAt) {
      return;
    }
    int live = observing.get(tx -> advance(tx, time));
    endedAt = live == 0 ? connection.changes() : -1;
    idleAt = live == 0 ? idleAt : -1;
  }

  private static int advance(Connection tx, Duration time) throws SQLException {
    return JdbcRunner.on(tx)
        .update(
            """
            update work set not_before = not_before - ? * interval '1 second',
              lease_until = lease_until - ? * interval '1 second'
            where state in ('ready', 'leased')
            """,
            time.toSeconds(),
            time.toSeconds());
  }
}
