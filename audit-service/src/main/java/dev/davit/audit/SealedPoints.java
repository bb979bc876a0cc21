package dev.davit.audit;

import dev.davit.audit.evidence.Signer;
import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.Repository;
import dev.davit.repository.snapshot.SignedTrees;
import dev.davit.repository.snapshot.SnapshotMeta;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds recovery points among a repository's snapshots. Thread-safe. */
final class SealedPoints {
  /** Of two points of one run the first counts: the higher epoch, then the lower snapshot id. */
  static final Comparator<StoredPoint> PRECEDENCE =
      Comparator.comparingLong((StoredPoint point) -> point.manifest().epoch())
          .reversed()
          .thenComparing(point -> point.snapshot().id());

  private final Repository repository;

  SealedPoints(Repository repository) {
    this.repository = repository;
  }

  /** Snapshots that say they are of this system, oldest first. */
  List<SnapshotMeta> snapshots(SystemId system) {
    return repository.snapshots().stream()
        .filter(snapshot -> snapshot.hostname().equals(system.value()))
        .toList();
  }

  /**
   * The point that the run has already, if a try whose word was lost has sealed it: signed by us,
   * holding the signed trees, every object stored. What is less than that is not built upon.
   */
  Optional<StoredPoint> ofRun(SystemId system, RunId run, Signer signer) {
    String tag = tag(run);
    return snapshots(system).stream()
        .filter(snapshot -> snapshot.tags().contains(tag))
        .flatMap(snapshot -> readable(snapshot).stream())
        .filter(point -> point.manifest().run().equals(run.toString()))
        .filter(point -> isSignedWhole(point, signer))
        .filter(point -> repository.prove(point.snapshot().tree()).complete())
        .min(PRECEDENCE);
  }

  /** Points of the system whose signature and trees fit, oldest first; others are left out. */
  List<StoredPoint> signed(SystemId system, Signer signer) {
    return snapshots(system).stream()
        .flatMap(snapshot -> readable(snapshot).stream())
        .filter(point -> point.manifest().system().equals(system.value()))
        .filter(point -> isSignedWhole(point, signer))
        .toList();
  }

  private boolean isSignedWhole(StoredPoint point, Signer signer) {
    try {
      return isSigned(point, signer);
    } catch (DavitException e) {
      if (isDamage(e)) {
        return false;
      }
      throw e;
    }
  }

  static String tag(RunId run) {
    return "point=" + SealParts.point(run);
  }

  /** Whether a trusted key signed its manifest, and the snapshot holds the trees it names. */
  boolean isSigned(StoredPoint point, Signer signer) {
    return point
            .envelope(repository)
            .filter(envelope -> signer.signed(envelope, Signer.POINT, point.raw()))
            .isPresent()
        && new SignedTrees(repository.trees()).hold(point.snapshot().tree(), point.manifest());
  }

  private Optional<StoredPoint> readable(SnapshotMeta snapshot) {
    try {
      return StoredPoint.read(repository, snapshot);
    } catch (DavitException e) {
      if (isDamage(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** What says something about the stored bytes, not about whether they can be had now. */
  static boolean isDamage(DavitException e) {
    return e.code() == ErrorCode.REPOSITORY_DAMAGED || e.code() == ErrorCode.OBJECT_MISSING;
  }
}
