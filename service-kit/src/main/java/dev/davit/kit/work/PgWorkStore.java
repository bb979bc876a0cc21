package dev.davit.kit.work;

import dev.davit.contracts.RunId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.contracts.codec.EventTypes;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.event.Order;
import dev.davit.contracts.event.RunFact;
import dev.davit.kit.jdbc.Notifications;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.kit.outbox.Outbox;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Work in PostgreSQL, in the schema that the data source's connections use. */
public final class PgWorkStore implements WorkStore {
  private final Transactions transactions;
  private final Outbox outbox;
  private final Claims claims;

  /** As below, but nobody is told why work waits. */
  public PgWorkStore(DataSource dataSource, Outbox outbox) {
    this(dataSource, outbox, null);
  }

  /**
   * @param outbox where the facts that end work are said, and why it waits
   * @param waiting how the latter is said; null: not at all
   */
  public PgWorkStore(DataSource dataSource, Outbox outbox, Waiting waiting) {
    this.transactions = new Transactions(dataSource);
    this.outbox = outbox;
    this.claims = new Claims(outbox, waiting);
  }

  @Override
  public void add(
      Connection tx,
      WorkKind kind,
      int generation,
      Envelope order,
      Set<Class<? extends RunFact>> needs,
      Admission admission)
      throws SQLException {
    RunId run = ((Order) order.event()).run();
    WorkRows.takeTurns(tx, run);
    FactRows.Announced made =
        FactRows.announced(tx, kind, run)
            .filter(known -> known.generation() > generation)
            .orElse(new FactRows.Announced(generation, names(needs)));
    WorkRows.insert(tx, kind, run, made.generation(), order, made.needs(), admission);
    readySatisfied(tx, run);
  }

  @Override
  public void satisfy(Connection tx, Envelope fact, int generation) throws SQLException {
    RunId run = ((RunFact) fact.event()).run();
    WorkRows.takeTurns(tx, run);
    FactRows.keep(tx, run, generation, fact);
    readySatisfied(tx, run);
  }

  @Override
  public void supersede(
      Connection tx, WorkKind kind, RunId run, int generation, Set<Class<? extends RunFact>> needs)
      throws SQLException {
    WorkRows.takeTurns(tx, run);
    FactRows.announceGeneration(tx, kind, run, generation, names(needs));
    var newest = WorkRows.newest(tx, kind, run);
    if (newest.isEmpty() || newest.get().generation() >= generation) {
      return;
    }
    if (newest.get().cancelRequested()) {
      return; // it is about to say that it has ended, and nobody else would
    }
    for (WorkRows.Live live : WorkRows.live(tx, run)) {
      if (live.kind().equals(kind)) {
        replace(tx, live);
      }
    }
    var order = newest.get().order();
    WorkRows.insert(tx, kind, run, generation, order, names(needs), newest.get().admission());
    readySatisfied(tx, run);
  }

  private static void replace(Connection tx, WorkRows.Live live) throws SQLException {
    switch (live.item()) {
      case WorkItem.Waiting waiting ->
          WorkRows.move(tx, waiting, waiting.superseded(), WorkRows.Details.NONE);
      case WorkItem.Ready ready ->
          WorkRows.move(tx, ready, ready.superseded(), WorkRows.Details.NONE);
      default -> WorkRows.markSuperseded(tx, live.item().id());
    }
  }

  @Override
  public int cancelRun(Connection tx, RunId run) throws SQLException {
    WorkRows.takeTurns(tx, run);
    int ending = 0;
    for (WorkRows.Live live : WorkRows.live(tx, run)) {
      if (live.superseded()) {
        continue;
      }
      if (live.item() instanceof WorkItem.Waiting waiting) {
        WorkRows.move(tx, waiting, waiting.cancelling(), WorkRows.Details.NONE);
      }
      WorkRows.requestCancel(tx, live.item().id());
      ending++;
    }
    Notifications.raise(tx);
    return ending;
  }

  private static void readySatisfied(Connection tx, RunId run) throws SQLException {
    for (WorkRows.Live live : WorkRows.live(tx, run)) {
      if (live.item() instanceof WorkItem.Waiting waiting
          && FactRows.heard(tx, run, live.generation(), waiting.needs())) {
        WorkRows.move(tx, waiting, waiting.satisfied(), WorkRows.Details.NONE);
      }
    }
    Notifications.raise(tx);
  }

  @Override
  public Optional<Work> claim(
      String owner, Collection<WorkKind> kinds, Collection<WorkKind> full, Duration lease) {
    return transactions.get(tx -> ClaimRows.isAnyDue(tx, kinds, full))
        ? transactions.get(tx -> claims.next(tx, owner, kinds, full, lease))
        : Optional.empty();
  }

  @Override
  public Heartbeat heartbeat(Work work, Duration lease) {
    return transactions.get(tx -> WorkRows.heartbeat(tx, work.item(), lease));
  }

  @Override
  public void finish(Work work, RunFact fact) {
    end(work, work.item().done(), WorkRows.Details.NONE, fact);
  }

  @Override
  public void fail(Work work, Problem why, RunFact fact) {
    end(work, work.item().failed(why), new WorkRows.Details(Duration.ZERO, 0, why, null), fact);
  }

  @Override
  public void cancelled(Work work, RunFact fact) {
    end(work, work.item().cancelled(), WorkRows.Details.NONE, fact);
  }

  /** State and word in one transaction; the epoch is checked first, so a stale one says nothing. */
  private void end(Work work, WorkItem to, WorkRows.Details details, RunFact fact) {
    transactions.run(tx -> {
      WorkRows.move(tx, work.item(), to, details);
      outbox.append(tx, fact, work.cause());
    });
  }

  @Override
  public void abandon(Work work) {
    move(work, work.item().cancelled(), WorkRows.Details.NONE);
  }

  @Override
  public void retry(Work work, Problem why, Duration delay) {
    String waits =
        "%d s before try %d, after %s".formatted(delay.toSeconds(), work.attempt() + 1, why);
    transactions.run(tx -> {
      WorkRows.move(
          tx, work.item(), work.item().again(), new WorkRows.Details(delay, 0, why, waits));
      claims.say(tx, work.envelope(), work.run(), waits);
      Notifications.raise(tx);
    });
  }

  @Override
  public void release(Work work) {
    move(work, work.item().again(), new WorkRows.Details(Duration.ZERO, 1, null, null));
  }

  private void move(Work work, WorkItem to, WorkRows.Details details) {
    transactions.run(tx -> {
      WorkRows.move(tx, work.item(), to, details);
      Notifications.raise(tx);
    });
  }

  @Override
  public boolean announce(Work work, RunFact fact, int generation) {
    return transactions.get(tx -> {
      WorkRows.requireHeld(tx, work.item());
      boolean first =
          FactRows.sayOnce(tx, work.run(), EventTypes.name(fact.getClass()), generation);
      if (first) {
        outbox.append(tx, fact, work.cause());
      }
      return first;
    });
  }

  @Override
  public <T extends RunFact> Optional<T> findFact(Work work, Class<T> type) {
    return transactions
        .get(tx -> FactRows.find(tx, work.run(), work.generation(), EventTypes.name(type)))
        .map(fact -> type.cast(fact.event()));
  }

  @Override
  public void waits(Work work, String why) {
    transactions.run(tx -> {
      WorkRows.requireHeld(tx, work.item());
      if (WorkRows.waits(tx, work.id(), why) && why != null) {
        claims.say(tx, work.envelope(), work.run(), why);
      }
    });
  }

  @Override
  public void remember(Work work, String key, String value) {
    transactions.run(tx -> {
      WorkRows.requireHeld(tx, work.item());
      WorkRows.remember(tx, work.id(), key, value);
    });
  }

  @Override
  public Optional<String> recall(Work work, String key) {
    return transactions.get(tx -> WorkRows.recall(tx, work.id(), key));
  }

  private static Set<String> names(Set<Class<? extends RunFact>> needs) {
    return needs.stream().map(EventTypes::name).collect(Collectors.toSet());
  }
}
