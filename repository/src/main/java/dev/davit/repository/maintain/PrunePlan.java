package dev.davit.repository.maintain;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.backend.ObjectKind;
import dev.davit.repository.index.BlobStore;
import dev.davit.repository.index.Index;
import dev.davit.repository.index.Location;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.pack.PackHeader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a prune would do to each pack. Looks only. */
final class PrunePlan {
  private final Map<BlobId, PackUse> packs = new HashMap<>();
  private final Set<BlobId> delete = new HashSet<>();
  private final Set<BlobId> repack = new HashSet<>();
  private long spared;
  private long unusedLeft;

  private PrunePlan() {}

  /**
   * @param needed every blob that any snapshot reaches
   * @throws DavitException {@code OBJECT_MISSING} if one of them is in no stored pack: such a
   *     repository is to be repaired first
   */
  static PrunePlan of(BlobStore blobs, BlobSet needed, Instant now) {
    var plan = new PrunePlan();
    Instant graceBegins = now.minus(Margins.PACK_GRACE);
    blobs
        .backend()
        .list(
            ObjectKind.PACK,
            stored -> {
              BlobId id = BlobId.parse(stored.name().id());
              boolean young = stored.created().isAfter(graceBegins);
              plan.packs.put(id, new PackUse(id, stored.size(), young));
            });
    plan.count(blobs.index(), needed);
    plan.decide();
    return plan;
  }

  /** A blob that lies in several packs is used in one, a young one if there is, which stays. */
  private void count(Index index, BlobSet needed) {
    var placed = new BlobSet();
    index.forEach(place -> count(place, true, needed, placed));
    index.forEach(place -> count(place, false, needed, placed));
    if (placed.size() < needed.size()) {
      throw new DavitException(
          ErrorCode.OBJECT_MISSING,
          "repository",
          "%d needed blobs are in no pack; nothing was deleted"
              .formatted(needed.size() - placed.size()));
    }
  }

  private void count(Location place, boolean young, BlobSet needed, BlobSet placed) {
    PackUse use = packs.get(place.pack());
    if (use == null || use.young != young) {
      return;
    }
    var blob = place.blob();
    boolean used = needed.contains(blob.type(), blob.id()) && placed.add(blob.type(), blob.id());
    use.count(blob.length() + PackHeader.entrySize(blob.uncompressedLength()), used);
  }

  private void decide() {
    List<PackUse> partly = new ArrayList<>();
    long usedBytes = 0;
    for (PackUse use : packs.values()) {
      usedBytes += use.usedBytes();
      boolean wanted = use.isUnused() || use.isPartlyUnused();
      if (wanted && use.young) {
        spared++;
        unusedLeft += use.unusedBytes();
      } else if (use.isUnused()) {
        delete.add(use.pack);
      } else if (wanted) {
        partly.add(use);
      }
    }
    chooseRepacks(partly, (long) (usedBytes * Margins.UNUSED_SHARE));
  }

  /** The emptiest first, until what is left unused is little. */
  private void chooseRepacks(List<PackUse> partly, long tolerated) {
    partly.sort(Comparator.comparingDouble(PackUse::unusedShare).reversed());
    long left = partly.stream().mapToLong(PackUse::unusedBytes).sum();
    for (PackUse use : partly) {
      if (left <= tolerated) {
        break;
      }
      repack.add(use.pack);
      left -= use.unusedBytes();
    }
    unusedLeft += left;
  }

  Set<BlobId> toRepack() {
    return repack;
  }

  /** Packs that no index may name any more; those to be repacked among them. */
  boolean isLeaving(BlobId pack) {
    return delete.contains(pack) || repack.contains(pack) || !packs.containsKey(pack);
  }

  /** Packs to be deleted in the end. */
  List<BlobId> toDelete() {
    var all = new ArrayList<BlobId>(delete);
    all.addAll(repack);
    return all;
  }

  PruneReport report(boolean dryRun) {
    long freed = delete.stream().mapToLong(pack -> packs.get(pack).size).sum();
    freed += repack.stream().mapToLong(pack -> packs.get(pack).unusedBytes()).sum();
    long gone = delete.size() + (long) repack.size();
    return new PruneReport(
        dryRun, packs.size() - gone, gone, repack.size(), spared, freed, unusedLeft);
  }
}
