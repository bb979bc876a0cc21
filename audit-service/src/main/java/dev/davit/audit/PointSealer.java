package dev.davit.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.audit.evidence.Signer;
import dev.davit.audit.store.PointEvidenceStore;
import dev.davit.contracts.PointId;
import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.event.Amount;
import dev.davit.contracts.event.AuditProgressed;
import dev.davit.contracts.event.BackupStarted;
import dev.davit.contracts.event.RecoveryPointSealed;
import dev.davit.contracts.event.RunFact;
import dev.davit.contracts.event.SealFailed;
import dev.davit.contracts.event.SealWorkCancelled;
import dev.davit.contracts.point.PartManifest;
import dev.davit.contracts.point.PointManifest;
import dev.davit.kit.work.Lease;
import dev.davit.kit.work.Work;
import dev.davit.kit.work.WorkHandler;
import dev.davit.repository.Repository;
import dev.davit.repository.snapshot.SnapshotInfo;
import dev.davit.repository.snapshot.SnapshotMeta;
import dev.davit.worker.WorkLock;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Joins the parts of one pin into one snapshot: a recovery point. Repeatable: a run has one point,
 * and a try that finds it, sealed by one whose word was lost, says it instead of making another. A
 * try that lost its lease while it published leaves a second snapshot with a lower epoch: it is of
 * the same point, is passed over by everybody, and goes with the next retention. Thread-safe.
 */
public final class PointSealer implements WorkHandler {
  private final Workplace workplace;

  public PointSealer(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public RunFact run(Work work, Lease lease) throws Exception {
    var parts = SealParts.of(work);
    var settings = parts.order().settings().repository();
    try (var repository = workplace.repositories().open(settings);
        var lock = WorkLock.shared(repository, lease, workplace.process())) {
      Optional<StoredPoint> sealed =
          new SealedPoints(repository).ofRun(work.system(), work.run(), workplace.signer());
      if (sealed.isEmpty()) {
        sealed = Optional.of(seal(repository, parts, work, lease, lock));
      }
      keepEvidence(repository, sealed.get());
      return fact(repository, sealed.get());
    }
  }

  private StoredPoint seal(
      Repository repository, SealParts parts, Work work, Lease lease, WorkLock lock)
      throws IOException {
    var closure =
        new ClosureProof(
                repository,
                parts,
                joined -> {
                  lock.requireHeld();
                  lease.progress(progress(parts, "joining references with media", joined));
                },
                lease::cancelled)
            .run();
    var manifest =
        new PointDraft(repository, parts)
            .manifest(epoch(work), closure, workplace.clock().instant());
    byte[] raw = Json.bytes(manifest);
    byte[] envelope = workplace.signer().sign(Signer.POINT, raw);
    lease.progress(progress(parts, "proving that every object is stored", 0));
    lock.requireHeld();
    SnapshotMeta snapshot =
        repository
            .commit()
            .join(
                parts.trees(),
                Map.of(PointManifest.FILE, raw, PointManifest.SIGNATURE_FILE, envelope),
                info(parts),
                lease::requireHeld);
    return new StoredPoint(snapshot, manifest, raw);
  }

  /** Of a higher pin is higher than any of a lower one; within a pin the later lease is. */
  private static long epoch(Work work) {
    return work.generation() * 1_000_000L + work.epoch();
  }

  private static SnapshotInfo info(SealParts parts) {
    SystemId system = parts.order().system();
    return new SnapshotInfo(
        system.value(),
        List.of("/davit/" + system),
        List.of("davit", "system=" + system, SealedPoints.tag(parts.order().run())),
        parts.pinned().at());
  }

  private static AuditProgressed progress(SealParts parts, String step, long items) {
    var listed = parts.listed();
    long total = listed.managed() + listed.external();
    return new AuditProgressed(
        parts.order().system(), parts.order().run(), step, new Amount(0, null, items, total));
  }

  private void keepEvidence(Repository repository, StoredPoint point) {
    JsonNode envelope = point.envelope(repository).orElseThrow(() -> unsigned(point));
    var manifest = point.manifest();
    var kept =
        new PointEvidenceStore.Kept(
            PointId.parse(manifest.point()),
            RunId.parse(manifest.run()),
            new SystemId(manifest.system()),
            point.snapshot().id(),
            Json.text(envelope),
            workplace.clock().instant());
    workplace.transactions().run(tx -> PointEvidenceStore.add(tx, kept));
  }

  private static DavitException unsigned(StoredPoint point) {
    return new DavitException(
        ErrorCode.SIGNATURE_WRONG, "point \"" + point.manifest().point() + "\"", "it has none");
  }

  /** From what is stored alone, so that whoever says it says the same. */
  private static RecoveryPointSealed fact(Repository repository, StoredPoint point) {
    var manifest = point.manifest();
    long own =
        point.size(repository, PointManifest.FILE)
            + point.size(repository, PointManifest.SIGNATURE_FILE);
    return new RecoveryPointSealed(
        new SystemId(manifest.system()),
        RunId.parse(manifest.run()),
        PointId.parse(manifest.point()),
        point.snapshot().id(),
        manifest.state(),
        manifest.at(),
        manifest.closure(),
        manifest.databases(),
        manifest.parts().stream().mapToLong(PartManifest::files).sum() + 2,
        manifest.parts().stream().mapToLong(PartManifest::bytes).sum() + own,
        manifest.parts().stream().mapToLong(PartManifest::stored).sum());
  }

  @Override
  public RunFact failed(Work work, Problem problem) {
    return new SealFailed(work.system(), work.run(), problem);
  }

  @Override
  public RunFact cancelled(Work work) {
    var settings = work.order(BackupStarted.class).settings();
    WorkLock.removeLeftover(workplace.repositories(), settings.repository(), work);
    return new SealWorkCancelled(work.system(), work.run());
  }
}
