package dev.davit.repository.maintain;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.backend.ObjectKind;
import dev.davit.repository.backend.StoredObject;
import dev.davit.repository.index.BlobStore;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.pack.PackHeader;
import dev.davit.repository.snapshot.SnapshotMeta;
import dev.davit.repository.snapshot.Snapshots;
import dev.davit.repository.snapshot.TreeReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/**
 * Looks whether a repository is sound: every pack that the index names stored in its size, every
 * snapshot's trees readable and all that they name indexed; on request every stored byte. Changes
 * nothing; meant to run under a shared lock, since a prune beside it looks like damage.
 */
public final class Check {
  private static final int READERS = 4;

  /** Packs read between two looks at whether to go on; bounds the memory that waits. */
  private static final int BATCH = 8;

  private final BlobStore blobs;
  private final TreeReader trees;
  private final Snapshots snapshots;

  public Check(BlobStore blobs, TreeReader trees, Snapshots snapshots) {
    this.blobs = blobs;
    this.trees = trees;
    this.snapshots = snapshots;
  }

  /**
   * @param data packs that are read whole, every blob opened
   * @param cancelled asked often; once true the call ends with {@code CANCELLED}
   * @throws DavitException if the store fails; damage is reported, not thrown
   */
  public CheckReport run(DataSubset data, CheckListener listener, BooleanSupplier cancelled) {
    blobs.refresh();
    var findings = new Findings(listener);
    List<Readable> packs = checkPacks(findings);
    var treeCheck = new TreeCheck(blobs, trees, findings);
    long count = checkSnapshots(treeCheck, findings, cancelled);
    List<Readable> chosen =
        packs.stream().filter(one -> data.includes(BlobId.parse(one.pack().name().id()))).toList();
    long read = read(chosen, findings, listener, cancelled);
    requireWanted(cancelled);
    return new CheckReport(
        count,
        treeCheck.trees(),
        treeCheck.files(),
        packs.size(),
        chosen.size(),
        read,
        findings.problems(),
        findings.count(),
        damages(findings),
        findings.notes());
  }

  private List<Damage> damages(Findings findings) {
    if (findings.count() == 0) {
      return List.of();
    }
    return new DamageReach(blobs, trees, findings.found()).damages(readableSnapshots());
  }

  /** Oldest first; the others are findings themselves. */
  private List<SnapshotMeta> readableSnapshots() {
    List<SnapshotMeta> readable = new ArrayList<>();
    for (StoredObject stored : blobs.backend().list(ObjectKind.SNAPSHOT)) {
      try {
        readable.add(snapshots.find(stored.name().id()));
      } catch (DavitException damagedOrForgotten) {
        continue;
      }
    }
    readable.sort(Comparator.comparing(SnapshotMeta::time));
    return readable;
  }

  /** What the index says of a pack. */
  private record Indexed(long blobs, long size) {
    Indexed and(Indexed more) {
      return new Indexed(blobs + more.blobs, size + more.size);
    }
  }

  private record Readable(StoredObject pack, long blobs) {}

  /** Returns those that are stored and indexed. */
  private List<Readable> checkPacks(Findings findings) {
    Map<BlobId, Indexed> expected = expected();
    List<Readable> stored = new ArrayList<>();
    blobs
        .backend()
        .list(
            ObjectKind.PACK,
            pack -> {
              BlobId id = BlobId.parse(pack.name().id());
              Indexed indexed = expected.remove(id);
              if (indexed == null) {
                findings.note("pack " + id + " is in no index: a prune removes it");
                return;
              }
              stored.add(new Readable(pack, indexed.blobs()));
              long size = indexed.size() + PackHeader.fixedSize();
              if (size != pack.size()) {
                findings.problem(
                    new Suspect.OfPack(id, true),
                    "pack %s has %d bytes, not %d".formatted(id, pack.size(), size));
              }
            });
    expected
        .keySet()
        .forEach(pack ->
            findings.problem(new Suspect.OfPack(pack, true), "pack " + pack + " is missing"));
    return stored;
  }

  private Map<BlobId, Indexed> expected() {
    Map<BlobId, Indexed> packs = new HashMap<>();
    blobs
        .index()
        .forEach(place -> {
          var blob = place.blob();
          long bytes = blob.length() + PackHeader.entrySize(blob.uncompressedLength());
          packs.merge(place.pack(), new Indexed(1, bytes), Indexed::and);
        });
    return packs;
  }

  private long checkSnapshots(TreeCheck trees, Findings findings, BooleanSupplier cancelled) {
    long count = 0;
    for (StoredObject stored : blobs.backend().list(ObjectKind.SNAPSHOT)) {
      requireWanted(cancelled);
      String id = stored.name().id();
      try {
        SnapshotMeta snapshot = snapshots.find(id);
        trees.check(snapshot.tree(), id.substring(0, 8), cancelled);
        count++;
      } catch (DavitException e) {
        boolean forgottenMeanwhile = e.code() == ErrorCode.UNKNOWN_SNAPSHOT;
        if (!forgottenMeanwhile) {
          findings.problem(new Suspect.OfSnapshot(id), "snapshot " + id, e);
        }
      }
    }
    return count;
  }

  private long read(
      List<Readable> packs, Findings findings, CheckListener listener, BooleanSupplier cancelled) {
    var check = new PackCheck(blobs, findings);
    long bytes = 0;
    int threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, READERS);
    try (ExecutorService readers = Executors.newFixedThreadPool(threads)) {
      for (int from = 0; from < packs.size(); from += BATCH) {
        requireWanted(cancelled);
        List<Readable> batch = packs.subList(from, Math.min(from + BATCH, packs.size()));
        List<Future<?>> reads = new ArrayList<>();
        for (Readable one : batch) {
          reads.add(readers.submit(() -> check.check(one.pack(), one.blobs())));
        }
        reads.forEach(Check::await);
        bytes += batch.stream().mapToLong(one -> one.pack().size()).sum();
        listener.read(from + batch.size(), packs.size(), bytes);
      }
    }
    return bytes;
  }

  /**
   * Reads these packs whole.
   *
   * @return bytes that were read
   */
  long packs(Set<BlobId> wanted, Findings findings) {
    List<Readable> packs = new ArrayList<>();
    Set<BlobId> missing = new HashSet<>(wanted);
    Map<BlobId, Indexed> expected = expected();
    blobs
        .backend()
        .list(
            ObjectKind.PACK,
            pack -> {
              BlobId id = BlobId.parse(pack.name().id());
              if (missing.remove(id)) {
                packs.add(new Readable(pack, expected.get(id).blobs()));
              }
            });
    missing.forEach(
        pack -> findings.problem(new Suspect.OfPack(pack, true), "pack " + pack + " is missing"));
    return read(packs, findings, CheckListener.NONE, () -> false);
  }

  private static void await(Future<?> read) {
    try {
      read.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DavitException(ErrorCode.CANCELLED, "check", "the thread was interrupted", e);
    }
  }

  private void requireWanted(BooleanSupplier cancelled) {
    if (cancelled.getAsBoolean()) {
      throw new DavitException(
          ErrorCode.CANCELLED,
          "repository \"" + blobs.backend().location() + '"',
          "while checking");
    }
  }
}
