package dev.davit.cli.repo;

import dev.davit.cli.output.Human;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.Repository;
import dev.davit.repository.archive.StoredTree;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.snapshot.RepositoryLock;
import dev.davit.repository.snapshot.SnapshotInfo;
import dev.davit.repository.snapshot.SnapshotMeta;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code davit repo backup}: files only; a protected system is backed up by {@code davit backup}.
 */
@Command(
    name = "backup",
    description = "Stores directories and files as one snapshot, or standard input as a file.")
final class BackupPathsCommand extends RepoVerb {
  @Parameters(arity = "0..*", paramLabel = "PATH", description = "Directories and files.")
  private List<Path> paths = List.of();

  @Mixin private BackupOption what;

  @Option(names = "--tag", paramLabel = "TAG", split = ",", description = "Of the snapshot.")
  private List<String> tags = List.of();

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "What the snapshot says it is of (default: this machine).")
  private String host;

  @Option(names = "--dry-run", description = "Reads everything, stores nothing, takes no lock.")
  private boolean dryRun;

  /** What a backup did. */
  private record Stored(
      String snapshot,
      boolean dryRun,
      long files,
      long unchanged,
      long directories,
      long bytes,
      long stored,
      List<String> failed) {}

  @Override
  public Integer call() {
    if (paths.isEmpty() == (what.stdinName() == null)) {
      throw usage("backup needs either PATHs or --stdin NAME");
    }
    try (var session = dryRun ? RepoSession.dry(option()) : open();
        var lock = dryRun ? null : session.lockShared();
        var meter = new ProgressMeter(err(), "stored")) {
      var work = new BackupWork(session, what, meter, this::say);
      List<String> names = work.names(paths);
      StoredTree tree = work.store(paths, parent(session.repository(), names));
      if (session.isCancelled()) {
        throw new DavitException(ErrorCode.CANCELLED, "backup", null);
      }
      SnapshotMeta snapshot = dryRun ? null : publish(session.repository(), tree, names, lock);
      Stored done = stored(snapshot, tree, work.failed());
      print(done, () -> line(done));
      return done.failed.isEmpty() ? 0 : PARTIAL;
    }
  }

  /** The newest snapshot of the same host and paths, unless one is named; null if there is none. */
  private BlobId parent(Repository repository, List<String> names) {
    if (what.parent() != null) {
      return repository.snapshot(what.parent()).tree();
    }
    return repository.snapshots().stream()
        .filter(one -> one.hostname().equals(hostname()) && one.paths().equals(names))
        .reduce((first, second) -> second)
        .map(SnapshotMeta::tree)
        .orElse(null);
  }

  private SnapshotMeta publish(
      Repository repository, StoredTree tree, List<String> names, RepositoryLock lock) {
    var info = new SnapshotInfo(hostname(), names, tags, Instant.now());
    return repository.commit().join(List.of(tree.tree()), Map.of(), info, lock::requireHeld);
  }

  private String hostname() {
    return host == null ? LockName.machine() : host;
  }

  private Stored stored(SnapshotMeta snapshot, StoredTree tree, List<String> failed) {
    return new Stored(
        snapshot == null ? null : snapshot.id(),
        dryRun,
        tree.files(),
        tree.unchanged(),
        tree.directories(),
        tree.bytes(),
        tree.stored(),
        failed);
  }

  private static String line(Stored done) {
    String counts =
        "%s files (%s, %s unchanged), %s new to the repository"
            .formatted(
                Human.count(done.files),
                Human.bytes(done.bytes),
                Human.count(done.unchanged),
                Human.bytes(done.stored));
    String head =
        done.dryRun ? "would store " : "snapshot " + SnapshotView.shortId(done.snapshot) + ": ";
    String tail =
        done.failed.isEmpty()
            ? ""
            : "; " + Human.count(done.failed.size()) + " could not be read and are not in it";
    return head + counts + tail;
  }
}
