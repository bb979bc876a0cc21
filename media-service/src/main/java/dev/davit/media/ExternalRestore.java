package dev.davit.media;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.media.model.Beside;
import dev.davit.media.model.DirectoryLook;
import dev.davit.media.model.Made;
import dev.davit.media.model.MediaPlaces;
import dev.davit.media.store.MadeStore;
import dev.davit.repository.posix.Directory;
import dev.davit.repository.posix.DirectoryEntry;
import dev.davit.repository.restore.RestoreOptions;
import dev.davit.repository.restore.RestoreSummary;
import dev.davit.repository.snapshot.FileName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings back files that lay outside of all roots. What is there as it was captured is not touched;
 * what is absent goes straight to its place; where something else stands, the directory's files
 * wait beside for the exchange. Used once, by one thread.
 */
final class ExternalRestore {
  private static final int BATCH = 500;

  private final MadeStore made;
  private final Recovery recovery;
  private final StoredPoint point;
  private final MediaPlaces places;
  private long files;
  private long bytes;

  ExternalRestore(MadeStore made, Recovery recovery, StoredPoint point, MediaPlaces places) {
    this.made = made;
    this.recovery = recovery;
    this.point = point;
    this.places = places;
  }

  /** {@code TARGET_NOT_EMPTY} where something else stands that may not be replaced. */
  void run() throws IOException {
    new ExternalLook(point.repository(), places, this::restore).run(point.external());
  }

  long files() {
    return files;
  }

  long bytes() {
    return bytes;
  }

  private void restore(ExternalLook.Found found) throws IOException {
    recovery.lease().requireHeld();
    if (found.other() > 0 && !recovery.context().replace()) {
      throw notEmpty(found);
    }
    boolean waiting = made.has(recovery.run(), Made.BESIDE, found.place());
    if (found.other() > 0 || waiting) {
      beside(found);
    } else if (found.absent() > 0 || made.has(recovery.run(), Made.DRAFT, found.place())) {
      directly(found);
    }
  }

  static DavitException notEmpty(ExternalLook.Found found) {
    return new DavitException(
        ErrorCode.TARGET_NOT_EMPTY,
        "file \"" + found.place() + "/" + found.firstOther() + "\"",
        "it is not what was captured");
  }

  private void beside(ExternalLook.Found found) throws IOException {
    try (var side = SideDirectory.open(found.place(), recovery)) {
      DirectoryLook look = Looks.of(side.directory());
      var detail = new Beside(false, look, look);
      recovery.requireWanted();
      made.note(recovery.run(), Made.BESIDE, found.place(), detail);
      write(found, side);
      side.directory().syncFileSystem();
    }
  }

  private void directly(ExternalLook.Found found) throws IOException {
    new MadeDirectories(made, recovery).require(Path.of(found.place()), found.way());
    try (var side = SideDirectory.open(found.place(), recovery)) {
      DirectoryLook look = draftLook(side, found.place());
      write(found, side);
      side.directory().syncFileSystem();
      bringIn(side, found.place());
      side.remove();
      side.look(look);
      recovery.requireWanted();
      made.forget(recovery.run(), Made.DRAFT, found.place());
    }
  }

  /** As it was before the first try. */
  private DirectoryLook draftLook(SideDirectory side, String place) throws IOException {
    recovery.requireWanted();
    DirectoryLook look = Looks.of(side.directory());
    made.note(recovery.run(), Made.DRAFT, place, look);
    return made.detail(recovery.run(), Made.DRAFT, place, DirectoryLook.class).orElse(look);
  }

  private void write(ExternalLook.Found found, SideDirectory side) throws IOException {
    side.makeEmpty();
    var step = "restoring files to \"" + found.place() + "\"";
    RestoreSummary done =
        point
            .repository()
            .restorer()
            .restore(
                found.tree(),
                side.restored(),
                RestoreOptions.all().flat(),
                new MediaRestore.RestoreProgress(recovery, step),
                recovery.lease()::cancelled);
    files += done.files();
    bytes += done.bytes();
  }

  /** Each name is journalled before it appears. */
  private void bringIn(SideDirectory side, String place) throws IOException {
    try (Directory fresh = Directory.open(side.restored())) {
      List<DirectoryEntry> absent = new ArrayList<>();
      for (DirectoryEntry entry : fresh.entries()) {
        if (!SideDirectory.exists(side.directory(), entry.name())) {
          absent.add(entry);
        }
      }
      for (int from = 0; from < absent.size(); from += BATCH) {
        bringIn(side, fresh, place, absent.subList(from, Math.min(absent.size(), from + BATCH)));
      }
      side.directory().sync();
    }
  }

  private void bringIn(
      SideDirectory side, Directory fresh, String place, List<DirectoryEntry> entries)
      throws IOException {
    recovery.lease().requireHeld();
    made.noteAll(
        recovery.run(),
        Made.FILE,
        entries.stream().map(entry -> place + "/" + FileName.decode(entry.name())).toList());
    for (DirectoryEntry entry : entries) {
      recovery.requireWanted();
      fresh.rename(entry.name(), side.directory(), entry.name());
    }
  }
}
