package dev.davit.audit;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.event.Amount;
import dev.davit.contracts.event.AuditProgressed;
import dev.davit.contracts.event.ObjectsProven;
import dev.davit.contracts.event.RecoveryStarted;
import dev.davit.contracts.event.RunFact;
import dev.davit.contracts.event.SealWorkCancelled;
import dev.davit.kit.work.Lease;
import dev.davit.kit.work.Work;
import dev.davit.kit.work.WorkHandler;
import dev.davit.repository.ProofReport;
import dev.davit.repository.Repository;
import dev.davit.repository.snapshot.SnapshotMeta;
import dev.davit.worker.WorkLock;
import java.util.ArrayList;
import java.util.List;

/**
 * Proves before a recovery that what it needs is there: every blob indexed, every pack present with
 * its size, a sample of the bytes read and verified, the signature fitting. Changes nothing.
 * Thread-safe.
 */
public final class ObjectProof implements WorkHandler {
  private static final int MOST_NAMED = 10;

  private final Workplace workplace;
  private final long sampleBytes;

  /**
   * @param sampleBytes most bytes that are read as a sample
   */
  public ObjectProof(Workplace workplace, long sampleBytes) {
    this.workplace = workplace;
    this.sampleBytes = sampleBytes;
  }

  @Override
  public RunFact run(Work work, Lease lease) throws InterruptedException {
    var order = work.order(RecoveryStarted.class);
    var settings = order.context().settings().repository();
    try (var repository = workplace.repositories().open(settings);
        var lock = WorkLock.shared(repository, lease, workplace.process())) {
      var proof = new Looking(repository, order, lease);
      ObjectsProven fact = proof.run();
      lock.requireHeld(); // a prune beside us would have been judged as damage, or hidden it
      return fact;
    }
  }

  /** One proof; used by one thread. */
  private final class Looking {
    private final Repository repository;
    private final RecoveryStarted order;
    private final Lease lease;
    private final List<Problem> obstacles = new ArrayList<>();

    Looking(Repository repository, RecoveryStarted order, Lease lease) {
      this.repository = repository;
      this.order = order;
      this.lease = lease;
    }

    ObjectsProven run() {
      var snapshot = repository.snapshot(order.context().snapshot());
      progress("proving that every object is stored");
      ProofReport report = repository.prove(snapshot.tree());
      report.problems().stream()
          .limit(MOST_NAMED)
          .forEach(problem -> obstacle(ErrorCode.OBJECT_MISSING, problem));
      progress("reading a sample");
      var sample = new Sample(repository, sampleBytes, order.run().hashCode(), lease::cancelled);
      sample.faults(snapshot.tree()).forEach(obstacles::add);
      requireOurs(snapshot);
      return new ObjectsProven(
          order.system(), order.run(), report.packs(), report.packBytes(), obstacles);
    }

    private void requireOurs(SnapshotMeta snapshot) {
      try {
        StoredPoint point = StoredPoint.require(repository, snapshot);
        requireTheSame(point);
        requireSigned(point);
      } catch (DavitException e) {
        if (!SealedPoints.isDamage(e)) {
          throw e;
        }
        obstacles.add(e.problem());
      }
    }

    private void requireTheSame(StoredPoint point) {
      String wanted = order.context().point().toString();
      if (!point.manifest().point().equals(wanted)) {
        obstacle(ErrorCode.UNKNOWN_POINT, "the snapshot is of point " + point.manifest().point());
      }
      if (!point.manifest().system().equals(order.system().value())) {
        obstacle(ErrorCode.UNKNOWN_POINT, "it is of system \"" + point.manifest().system() + "\"");
      }
    }

    private void requireSigned(StoredPoint point) {
      var envelope = point.envelope(repository);
      if (envelope.isEmpty()) {
        obstacle(ErrorCode.SIGNATURE_WRONG, "there is no signature");
      } else if (!new SealedPoints(repository).isSigned(point, workplace.signer())) {
        obstacle(ErrorCode.SIGNATURE_WRONG, "manifest, signature, key and trees do not fit");
      }
    }

    private void obstacle(ErrorCode code, String reason) {
      obstacles.add(new Problem(code, "point \"" + order.context().point() + "\"", reason));
    }

    private void progress(String step) {
      if (lease.cancelled()) {
        throw new DavitException(ErrorCode.CANCELLED, "proof of objects", null);
      }
      lease.progress(
          new AuditProgressed(order.system(), order.run(), step, new Amount(0, null, 0, null)));
    }
  }

  /** A proof that cannot be made, because the point cannot be read, is an obstacle as well. */
  @Override
  public RunFact failed(Work work, Problem problem) {
    return new ObjectsProven(work.system(), work.run(), 0, 0, List.of(problem));
  }

  @Override
  public RunFact cancelled(Work work) {
    var settings = work.order(RecoveryStarted.class).context().settings();
    WorkLock.removeLeftover(workplace.repositories(), settings.repository(), work);
    return new SealWorkCancelled(work.system(), work.run());
  }
}
