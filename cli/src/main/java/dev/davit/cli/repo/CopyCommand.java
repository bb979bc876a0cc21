package dev.davit.cli.repo;

import dev.davit.cli.output.Human;
import dev.davit.repository.maintain.Copy;
import dev.davit.repository.maintain.CopyListener;
import dev.davit.repository.maintain.CopyReport;
import dev.davit.repository.snapshot.RepositoryLock;
import dev.davit.repository.snapshot.SnapshotMeta;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code davit repo copy}: what is in one repository is in another, too. */
@Command(
    name = "copy",
    description = "Copies snapshots from another repository into this one: what is missing here.")
final class CopyCommand extends RepoVerb {
  @Parameters(
      arity = "0..*",
      paramLabel = "SNAPSHOT",
      description = "Ids or their beginnings, of the other repository; none: all that match.")
  private List<String> ids = List.of();

  @Mixin private SourceOption source;
  @Mixin private FilterOption filter;

  @Option(
      names = "--verify",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Reads what was stored again before it is published (default: it does).")
  private boolean verify;

  @Option(names = "--dry-run", description = "Only says which snapshots would be copied.")
  private boolean dryRun;

  @Option(
      names = "--from-no-lock",
      description = "For a source that may only be read; nothing keeps others from deleting there.")
  private boolean fromNoLock;

  private record Copied(
      boolean dryRun,
      boolean verified,
      List<SnapshotView> snapshots,
      long blobs,
      long bytes,
      long storedBytes) {}

  @Override
  public Integer call() {
    try (var from = RepoSession.open(source);
        var to = open()) {
      Copied done = dryRun ? plan(from, to) : copy(from, to);
      print(done, () -> text(done));
    }
    return 0;
  }

  private Copied plan(RepoSession from, RepoSession to) {
    var pending = wanted(from, from.repository().copyTo(to.repository()));
    return new Copied(true, false, SnapshotView.of(pending), 0, 0, 0);
  }

  private Copied copy(RepoSession from, RepoSession to) {
    try (RepositoryLock reading = fromNoLock ? null : from.lockShared();
        RepositoryLock writing = to.lockShared();
        var meter = new ProgressMeter(err(), "copied")) {
      Copy copy = from.repository().copyTo(to.repository());
      CopyReport done =
          copy.run(
              wanted(from, copy),
              verify,
              listener(meter),
              () -> hold(reading, writing),
              cancelled(from, to));
      return new Copied(
          false,
          verify,
          SnapshotView.of(done.snapshots()),
          done.blobs(),
          done.bytes(),
          done.storedBytes());
    }
  }

  private static java.util.function.BooleanSupplier cancelled(RepoSession from, RepoSession to) {
    return () -> from.isCancelled() || to.isCancelled();
  }

  private static void hold(RepositoryLock reading, RepositoryLock writing) {
    if (reading != null) {
      reading.requireHeld();
    }
    writing.requireHeld();
  }

  /** Named ones must exist; those that are here already are left out, named or not. */
  private List<SnapshotMeta> wanted(RepoSession from, Copy copy) {
    List<SnapshotMeta> pending = copy.pending(filter.filter());
    if (ids.isEmpty()) {
      return pending;
    }
    List<String> named =
        ids.stream().map(from.repository()::snapshot).map(SnapshotMeta::id).toList();
    return pending.stream().filter(one -> named.contains(one.id())).toList();
  }

  private static CopyListener listener(ProgressMeter meter) {
    return new CopyListener() {
      @Override
      public void copied(long blobs, long bytes) {
        meter.total(blobs, bytes);
      }
    };
  }

  private static String text(Copied done) {
    String lines = done.snapshots.isEmpty() ? "" : SnapshotView.table(done.snapshots);
    if (done.dryRun) {
      return lines + "would copy " + done.snapshots.size() + " snapshots";
    }
    return lines
        + "copied %d snapshots: %s blobs, %s, of which %s stored%s"
            .formatted(
                done.snapshots.size(),
                Human.count(done.blobs),
                Human.bytes(done.bytes),
                Human.bytes(done.storedBytes),
                done.verified ? "; read again, all of it sound" : "");
  }
}
