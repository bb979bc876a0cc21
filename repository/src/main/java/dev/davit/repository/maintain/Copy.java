package dev.davit.repository.maintain;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.index.BlobStore;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.snapshot.SnapshotCommit;
import dev.davit.repository.snapshot.SnapshotFilter;
import dev.davit.repository.snapshot.SnapshotMeta;
import dev.davit.repository.snapshot.Snapshots;
import dev.davit.repository.snapshot.TreeReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * Copies snapshots to another repository, of another key and in another store perhaps: only blobs
 * that are missing there, as they were cut. Every blob is checked as it is read; a snapshot is
 * published once everything that it reaches is stored there, indexed and, if asked for, read again.
 * What a copy that broke off has stored is found by the next one. Under a shared lock of both. For
 * one thread.
 *
 * <p>Trees, times, tags, paths and hosts stay; a snapshot's id is another, as in restic's {@code
 * copy}, and {@code original} names the first.
 */
public final class Copy {
  /** What a copy that breaks off loses at most, in plain bytes: it was stored, but not indexed. */
  private static final long FLUSH = 1L << 30;

  private final Side from;
  private final Side to;
  private final SnapshotCommit commit;
  private final BlobTransfer transfer;
  private final MissingBlobs missing;
  private long verifiedBytes;

  /** What is read of a repository. */
  public record Side(BlobStore blobs, TreeReader trees, Snapshots snapshots) {}

  /**
   * @param commit the destination's
   */
  public Copy(Side from, Side to, SnapshotCommit commit) {
    this.from = from;
    this.to = to;
    this.commit = commit;
    this.missing = new MissingBlobs(from.trees(), from.blobs(), to.blobs());
    this.transfer = new BlobTransfer(from.blobs(), to.blobs(), FLUSH);
  }

  /** Snapshots of the source that the destination has not, oldest first. */
  public List<SnapshotMeta> pending(SnapshotFilter filter) {
    Set<String> there = new TreeSet<>();
    to.snapshots().all().forEach(snapshot -> there.add(first(snapshot)));
    return from.snapshots().all().stream()
        .filter(filter::matches)
        .filter(snapshot -> !there.contains(first(snapshot)))
        .toList();
  }

  /** The id that it had where it was made. */
  private static String first(SnapshotMeta snapshot) {
    return snapshot.original() == null ? snapshot.id() : snapshot.original();
  }

  /**
   * Copies these, in their order, each published before the next.
   *
   * @param verify reads what was stored at the destination again, before it is published
   * @param requireLocks throws if the locks are lost
   * @param cancelled asked often; once true the call ends with {@code CANCELLED}
   * @throws DavitException {@code OBJECT_MISSING} or {@code REPOSITORY_DAMAGED} of the source, or
   *     of the destination where it is not what was written; nothing of that snapshot is published
   */
  public CopyReport run(
      List<SnapshotMeta> snapshots,
      boolean verify,
      CopyListener listener,
      Runnable requireLocks,
      BooleanSupplier cancelled) {
    to.blobs().refresh();
    List<SnapshotMeta> published = new ArrayList<>();
    for (SnapshotMeta snapshot : snapshots) {
      var blobs = missing.below(snapshot.tree(), cancelled);
      Set<BlobId> packs = transfer.copy(blobs, listener, cancelled);
      requireWanted(cancelled);
      if (verify) {
        verify(packs);
      }
      SnapshotMeta copy = commit.copied(from.snapshots(), snapshot, requireLocks);
      published.add(copy);
      listener.published(snapshot, copy);
    }
    return new CopyReport(
        published, transfer.blobs(), transfer.bytes(), transfer.storedBytes(), verifiedBytes);
  }

  private void verify(Set<BlobId> packs) {
    var findings = new Findings(CheckListener.NONE);
    verifiedBytes += new Check(to.blobs(), to.trees(), to.snapshots()).packs(packs, findings);
    if (findings.count() > 0) {
      throw new DavitException(
          ErrorCode.REPOSITORY_DAMAGED,
          "repository \"" + to.blobs().backend().location() + '"',
          "what was copied is not what lies there: " + findings.problems().getFirst());
    }
  }

  private void requireWanted(BooleanSupplier cancelled) {
    if (cancelled.getAsBoolean()) {
      throw new DavitException(
          ErrorCode.CANCELLED,
          "copy to repository \"" + to.blobs().backend().location() + '"',
          "what is stored there is kept, and used by the next copy");
    }
  }
}
