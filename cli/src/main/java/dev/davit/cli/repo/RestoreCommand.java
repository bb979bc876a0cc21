package dev.davit.cli.repo;

import dev.davit.cli.output.Human;
import dev.davit.repository.Repository;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.restore.RestoreListener;
import dev.davit.repository.restore.RestoreOptions;
import dev.davit.repository.restore.RestoreSummary;
import dev.davit.repository.snapshot.Node;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code davit repo restore}. */
@Command(
    name = "restore",
    description = "Restores a snapshot, or what is in one of its directories, to a directory.")
final class RestoreCommand extends RepoVerb {
  @Parameters(
      paramLabel = "SNAPSHOT[:PATH]",
      description = "Id, its beginning, or latest; with a path what is in it, or that file.")
  private String place;

  @Option(
      names = "--target",
      required = true,
      paramLabel = "DIR",
      description = "Where to; made if it is missing. Nothing outside of it is touched.")
  private Path target;

  @Option(
      names = {"--include", "--path"},
      paramLabel = "PATH",
      description = "Only this and what is below it, at that path below DIR.")
  private String include;

  @Option(
      names = "--verify",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Reads every file again and compares it (default: it does).")
  private boolean verify;

  @Option(names = "--overwrite", description = "Replaces files that are there.")
  private boolean overwrite;

  @Option(names = "--dry-run", description = "Only counts; writes nothing, takes no lock.")
  private boolean dryRun;

  @Option(
      names = "--no-lock",
      description = "For a store that may only be read; nothing keeps others from deleting.")
  private boolean noLock;

  private record Restored(
      String snapshot,
      String target,
      boolean dryRun,
      boolean verified,
      long files,
      long directories,
      long others,
      long bytes) {}

  @Override
  public Integer call() {
    try (var session = open();
        var lock = noLock || dryRun ? null : session.lockShared();
        var meter = new ProgressMeter(err(), "restored")) {
      var found = SnapshotPath.find(session.repository(), place);
      RestoreSummary done = restore(session, found, meter);
      if (lock != null) {
        lock.requireHeld();
      }
      var restored =
          new Restored(
              found.snapshot().id(),
              target.toAbsolutePath().normalize().toString(),
              dryRun,
              verify && !dryRun,
              done.files(),
              done.directories(),
              done.others(),
              done.bytes());
      print(restored, () -> line(restored));
    }
    return 0;
  }

  private RestoreSummary restore(RepoSession session, SnapshotPath found, ProgressMeter meter) {
    Repository repository = session.repository();
    boolean file = !found.isDirectory();
    if (file && include != null) {
      throw usage("--include is for a directory; " + place + " is none");
    }
    BlobId tree = file ? found.parentTree(repository) : found.tree();
    RestoreOptions options =
        RestoreOptions.all().verifying(verify).including(file ? found.node().name() : include);
    options = overwrite ? options.overwriting() : options;
    options = dryRun ? options.dry() : options;
    return repository
        .restorer()
        .restore(tree, target, options, listener(meter), session::isCancelled);
  }

  private static RestoreListener listener(ProgressMeter meter) {
    return new RestoreListener() {
      @Override
      public void restored(String path, Node node) {
        meter.file();
      }

      @Override
      public void wrote(long bytes) {
        meter.bytes(bytes);
      }
    };
  }

  private static String line(Restored done) {
    return "%s %s files (%s), %s directories, %s others of snapshot %s %s %s%s"
        .formatted(
            done.dryRun ? "would restore" : "restored",
            Human.count(done.files),
            Human.bytes(done.bytes),
            Human.count(done.directories),
            Human.count(done.others),
            SnapshotView.shortId(done.snapshot),
            "to",
            done.target,
            done.verified ? "; every file was read again and is equal" : "");
  }
}
