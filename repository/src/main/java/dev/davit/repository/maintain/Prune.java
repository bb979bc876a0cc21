package dev.davit.repository.maintain;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.backend.Backend;
import dev.davit.repository.backend.ObjectKind;
import dev.davit.repository.backend.ObjectName;
import dev.davit.repository.index.BlobStore;
import dev.davit.repository.pack.Blob;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.snapshot.RepositoryLock;
import dev.davit.repository.snapshot.Snapshots;
import dev.davit.repository.snapshot.TreeReader;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Frees the space of what no snapshot reaches any more. May break off at any moment: the repository
 * is whole then, and the next prune goes on. Not to run while this object's repository is written
 * through.
 */
public final class Prune {
  private final BlobStore blobs;
  private final TreeReader trees;
  private final Snapshots snapshots;
  private final InstantSource clock;

  public Prune(BlobStore blobs, TreeReader trees, Snapshots snapshots, InstantSource clock) {
    this.blobs = blobs;
    this.trees = trees;
    this.snapshots = snapshots;
    this.clock = clock;
  }

  /** What would be done now. Needs no lock; writes nothing. */
  public PruneReport dryRun() {
    blobs.refresh();
    return plan(needed()).report(true);
  }

  /**
   * @param exclusive looked at before the index changes and before every batch of deletions
   * @param cancelled asked between packs; once true the call ends with {@code CANCELLED}
   * @throws DavitException {@code LOCK_LOST}; {@code OBJECT_MISSING} or {@code REPOSITORY_DAMAGED}
   *     if something needed is not sound, with nothing deleted
   */
  public PruneReport run(RepositoryLock exclusive, BooleanSupplier cancelled) {
    exclusive.requireHeld();
    blobs.refresh();
    BlobSet needed = needed();
    PrunePlan plan = plan(needed);
    var index = new IndexRewrite(blobs);
    repack(plan, needed, index, cancelled);
    index.replace(plan::isLeaving);
    exclusive.requireHeld();
    index.finish();

    Backend backend = blobs.backend();
    Deletion.delete(backend, index.superseded(), exclusive, done -> {});
    backend.sync();
    List<ObjectName> packs =
        plan.toDelete().stream()
            .map(pack -> ObjectName.of(ObjectKind.PACK, pack.toString()))
            .toList();
    Deletion.delete(backend, packs, exclusive, done -> requireWanted(cancelled));
    backend.sync();
    blobs.refresh();
    return plan.report(false);
  }

  private BlobSet needed() {
    return UsedBlobs.of(snapshots, trees);
  }

  private PrunePlan plan(BlobSet needed) {
    return PrunePlan.of(blobs, needed, clock.instant());
  }

  private void repack(
      PrunePlan plan, BlobSet needed, IndexRewrite index, BooleanSupplier cancelled) {
    var repack = new Repack(blobs, index);
    for (var pack : toCopy(plan, needed).entrySet()) {
      requireWanted(cancelled);
      repack.copy(pack.getKey(), pack.getValue());
    }
    repack.finish();
  }

  /** Needed blobs that lie only in packs which leave, each once. */
  private Map<BlobId, List<Blob>> toCopy(PrunePlan plan, BlobSet needed) {
    var safe = new BlobSet();
    blobs
        .index()
        .forEach(place -> {
          if (!plan.isLeaving(place.pack())) {
            safe.add(place.blob().type(), place.blob().id());
          }
        });
    Set<BlobId> leaving = plan.toRepack();
    Map<BlobId, List<Blob>> copies = new HashMap<>();
    blobs
        .index()
        .forEach(place -> {
          Blob blob = place.blob();
          if (leaving.contains(place.pack())
              && needed.contains(blob.type(), blob.id())
              && safe.add(blob.type(), blob.id())) {
            copies.computeIfAbsent(place.pack(), id -> new ArrayList<>()).add(blob);
          }
        });
    return copies;
  }

  private void requireWanted(BooleanSupplier cancelled) {
    if (cancelled.getAsBoolean()) {
      throw new DavitException(
          ErrorCode.CANCELLED, "repository \"" + blobs.backend().location() + '"', "while pruning");
    }
  }
}
