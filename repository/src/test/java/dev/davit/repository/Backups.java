package dev.davit.repository;

import dev.davit.repository.archive.ArchiveListener;
import dev.davit.repository.archive.LocalTree;
import dev.davit.repository.archive.StoredTree;
import dev.davit.repository.crypto.Password;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.restore.RestoreListener;
import dev.davit.repository.restore.RestoreOptions;
import dev.davit.repository.restore.RestoreSummary;
import dev.davit.repository.snapshot.SnapshotInfo;
import dev.davit.repository.snapshot.SnapshotMeta;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Backups and restores as tests need them, in the way the engine is meant to be used. */
public final class Backups {
  private Backups() {}

  /** The password that {@link Restic} uses. */
  public static Password password() {
    return new Password(Restic.PASSWORD.toCharArray());
  }

  /** A directory's contents as one snapshot. */
  public static SnapshotMeta backup(Repository repository, Path source, Instant time) {
    return backup(repository, source, null, time);
  }

  /**
   * @param parent tree to take unchanged files from, or null
   */
  public static SnapshotMeta backup(
      Repository repository, Path source, BlobId parent, Instant time) {
    try (var lock = repository.lockShared(lockName())) {
      StoredTree stored =
          repository
              .archiver()
              .store(
                  new LocalTree(source),
                  parent == null ? null : repository.parent(parent),
                  ArchiveListener.NONE,
                  () -> false);
      var info = new SnapshotInfo("shop", List.of("/davit/shop"), List.of("davit"), time);
      return repository.commit().join(List.of(stored.tree()), Map.of(), info, lock::requireHeld);
    }
  }

  public static RestoreSummary restore(Repository repository, SnapshotMeta snapshot, Path target) {
    return restore(repository, snapshot, target, RestoreOptions.all());
  }

  public static RestoreSummary restore(
      Repository repository, SnapshotMeta snapshot, Path target, RestoreOptions options) {
    return repository
        .restorer()
        .restore(snapshot.tree(), target, options, RestoreListener.NONE, () -> false);
  }

  /** Of a process of this machine, so that its lock is stale once it is dead. */
  static String lockName() {
    try {
      return InetAddress.getLocalHost().getHostName() + "/test-" + ProcessHandle.current().pid();
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
