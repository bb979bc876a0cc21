package dev.davit.audit;

import dev.davit.audit.model.Expiring;
import dev.davit.audit.store.EventLogStore;
import dev.davit.audit.store.PrunedStore;
import dev.davit.contracts.PointId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.event.Amount;
import dev.davit.contracts.event.AuditProgressed;
import dev.davit.contracts.event.RecoveryPointExpired;
import dev.davit.contracts.event.RetentionCompleted;
import dev.davit.contracts.event.RetentionFailed;
import dev.davit.contracts.event.RetentionStarted;
import dev.davit.contracts.event.RunFact;
import dev.davit.contracts.event.SealWorkCancelled;
import dev.davit.kit.work.Lease;
import dev.davit.kit.work.Work;
import dev.davit.kit.work.WorkHandler;
import dev.davit.repository.Repository;
import dev.davit.worker.WorkLock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Forgets points that no rule keeps, and frees their space once a day. Works under the exclusive
 * lock, so while anybody captures, seals or restores it does nothing; spares points that a recovery
 * under way uses, and, as every prune does, packs younger than a day. Points that no trusted key
 * signed are neither counted nor forgotten. Repeatable: what goes is written down first, and every
 * point's word is said once. Thread-safe.
 */
public final class PointExpirer implements WorkHandler {
  private static final String NOTE = "expiring";
  private static final Duration PRUNE_EVERY = Duration.ofHours(20);

  private final Workplace workplace;

  public PointExpirer(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public RunFact run(Work work, Lease lease) throws InterruptedException {
    var order = work.order(RetentionStarted.class);
    try (var repository = workplace.repositories().open(order.settings().repository());
        var lock = WorkLock.exclusive(repository, lease, workplace.process())) {
      Set<String> inUse = inUse(order.system());
      Expiring expiring = writeDown(repository, order, inUse, lease);
      List<String> gone =
          expiring.points().stream()
              .map(Expiring.Entry::snapshot)
              .filter(snapshot -> !inUse.contains(snapshot))
              .toList();
      lease.requireHeld();
      repository.forget().remove(gone, lock.lock());
      List<PointId> expired = say(order, expiring, inUse, lease);
      long freed = prune(repository, order, lease, lock);
      return new RetentionCompleted(order.system(), order.run(), expired, freed);
    }
  }

  private Set<String> inUse(SystemId system) {
    Instant since = workplace.clock().instant().minus(Duration.ofDays(30));
    return workplace
        .transactions()
        .get(tx -> EventLogStore.snapshotsBeingRecovered(tx, system, since));
  }

  /** Durable before anything is removed. */
  private Expiring writeDown(
      Repository repository, RetentionStarted order, Set<String> inUse, Lease lease) {
    var points = new SealedPoints(repository);
    var plan =
        ExpiryPlan.of(points.signed(order.system(), workplace.signer()), order.policy(), inUse);
    var entries = new ArrayList<Expiring.Entry>();
    plan.points()
        .forEach(p -> entries.add(new Expiring.Entry(p.snapshot().id(), p.manifest().point())));
    plan.leftovers().stream()
        .filter(left -> repository.prove(left.point().snapshot().tree()).complete())
        .forEach(left -> entries.add(new Expiring.Entry(left.snapshot().snapshot().id(), null)));
    Expiring before =
        lease.recall(NOTE).map(text -> Json.read(text, Expiring.class)).orElse(Expiring.NONE);
    Expiring all = before.with(entries);
    lease.remember(NOTE, Json.text(all));
    return all;
  }

  /** Each point's place in the list makes its word one of its own. */
  private static List<PointId> say(
      RetentionStarted order, Expiring expiring, Set<String> inUse, Lease lease) {
    var expired = new ArrayList<PointId>();
    for (int i = 0; i < expiring.points().size(); i++) {
      var entry = expiring.points().get(i);
      if (entry.point() != null && !inUse.contains(entry.snapshot())) {
        var point = PointId.parse(entry.point());
        lease.announce(new RecoveryPointExpired(order.system(), order.run(), point), i + 1);
        expired.add(point);
      }
    }
    return expired;
  }

  /** Bytes freed; 0 if it was done less than a day ago. */
  private long prune(Repository repository, RetentionStarted order, Lease lease, WorkLock lock) {
    Instant now = workplace.clock().instant();
    var last = workplace.transactions().get(tx -> PrunedStore.last(tx, repository.id()));
    if (last.filter(at -> at.plus(PRUNE_EVERY).isAfter(now)).isPresent()) {
      return 0;
    }
    lease.progress(
        new AuditProgressed(
            order.system(), order.run(), "freeing space", new Amount(0, null, 0, null)));
    lease.requireHeld();
    var report =
        repository
            .prune()
            .run(
                lock.lock(),
                () -> {
                  lock.note();
                  return lease.cancelled();
                });
    workplace.transactions().run(tx -> PrunedStore.put(tx, repository.id(), now));
    return report.freedBytes();
  }

  @Override
  public RunFact failed(Work work, Problem problem) {
    return new RetentionFailed(work.system(), work.run(), problem);
  }

  @Override
  public RunFact cancelled(Work work) {
    var settings = work.order(RetentionStarted.class).settings();
    WorkLock.removeLeftover(workplace.repositories(), settings.repository(), work);
    return new SealWorkCancelled(work.system(), work.run());
  }
}
