package dev.davit.media;

import dev.davit.contracts.Pin;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.BackupStarted;
import dev.davit.contracts.event.DumpPinned;
import dev.davit.contracts.event.MediaCompleted;
import dev.davit.contracts.event.ReferencesListed;
import dev.davit.contracts.point.PartManifest;
import dev.davit.contracts.settings.MediaRoot;
import dev.davit.kit.work.Lease;
import dev.davit.media.model.CaptureRoots;
import dev.davit.repository.Repository;
import dev.davit.repository.archive.StoredTree;
import dev.davit.repository.archive.TreeAssembler;
import dev.davit.repository.pack.BlobId;
import dev.davit.worker.WorkLock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The capture for one pin: every tree at once, since files go as time goes by; then, when the
 * references are known, what lies elsewhere and what went meanwhile. Used once, by one thread.
 */
final class PinnedMedia {
  static final String MEDIA = "media";

  private static final Duration LOOK = Duration.ofMinutes(1);

  private final BackupStarted order;
  private final Pin pin;
  private final Instant at;
  private final CaptureRoots roots;
  private final Repository repository;
  private final WorkLock lock;
  private final Lease lease;
  private final CaptureProgress progress;
  private final ParentMedia parent;
  private final TreeAssembler tree;
  private long files;
  private long bytes;
  private long stored;
  private long carried;

  PinnedMedia(
      BackupStarted order,
      DumpPinned pinned,
      CaptureRoots roots,
      Repository repository,
      WorkLock lock,
      Lease lease) {
    this.order = order;
    this.pin = pinned.pin();
    this.at = pinned.at();
    this.roots = roots;
    this.repository = repository;
    this.lock = lock;
    this.lease = lease;
    this.progress = new CaptureProgress(order, lease);
    this.parent = ParentMedia.of(repository, order.parent());
    this.tree = repository.archiver().tree();
  }

  MediaCompleted run(Duration referencesWait) throws IOException, InterruptedException {
    List<CapturedRoot> captured = new ArrayList<>();
    for (MediaRoot root : roots.all()) {
      captured.add(CapturedRoot.walk(root, repository, parent, progress, lease::cancelled));
      check();
    }
    repository.flush(); // the trees are read again below, and a takeover finds them stored
    BlobId references = BlobId.parse(awaitReferences(referencesWait).part().tree());
    tree.directory(MEDIA, ParentMedia.plainDirectory(MEDIA, at));
    for (CapturedRoot root : captured) {
      complete(root, references);
    }
    external(references);
    StoredTree written = tree.write();
    check();
    repository.flush();
    check();
    var part =
        new PartManifest(MEDIA, written.tree().toString(), files, bytes, stored + written.stored());
    return new MediaCompleted(order.system(), order.run(), pin, part, carried);
  }

  private ReferencesListed awaitReferences(Duration longest) throws InterruptedException {
    progress.step("waiting for the list of references");
    for (Duration waited = Duration.ZERO; ; waited = waited.plus(LOOK)) {
      var listed = lease.awaitFact(ReferencesListed.class, LOOK);
      check();
      if (listed.isPresent()) {
        return listed.get();
      }
      if (waited.compareTo(longest) >= 0) {
        throw new DavitException(
            ErrorCode.PIN_LOST, "pin " + pin.ordinal(), "its references were not listed in time");
      }
    }
  }

  /** What the walk missed, because it vanished or changed under it. */
  private void complete(CapturedRoot root, BlobId references) throws IOException {
    progress.step("looking for what media \"" + root.root().name() + "\" lost meanwhile");
    StoredTree walked = root.tree();
    try (var list = ReferenceList.open(repository, references);
        var missing = new MissingFiles(root, repository, parent, list, lease::cancelled)) {
      var merge = new TreeMerge(repository, missing, missing::directory);
      BlobId complete = merge.into(walked.tree());
      tree.graft(MEDIA + "/" + root.root().name(), complete, walked.root());
      count(walked.files() + merge.files(), walked.bytes() + merge.bytes());
      stored += walked.stored() + missing.stored() + merge.stored();
      carried += missing.carried();
    }
    check();
  }

  private void external(BlobId references) throws IOException {
    progress.step("storing files outside of the media directories");
    try (var list = ReferenceList.open(repository, references);
        var external =
            new ExternalFiles(roots, repository, parent, list, progress, lease::cancelled)) {
      if (external.hasNext()) {
        var merge = new TreeMerge(repository, external, external::directory);
        BlobId all = merge.into(null);
        String path = MEDIA + "/" + CaptureRoots.EXTERNAL;
        tree.graft(path, all, ParentMedia.plainDirectory(CaptureRoots.EXTERNAL, at));
        count(merge.files(), merge.bytes());
        stored += external.stored() + merge.stored();
        carried += external.carried();
      }
    }
  }

  private void count(long moreFiles, long moreBytes) {
    files += moreFiles;
    bytes += moreBytes;
  }

  private void check() {
    lock.requireHeld();
    lease.requireHeld();
  }
}
