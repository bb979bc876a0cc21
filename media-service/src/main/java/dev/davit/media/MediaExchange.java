package dev.davit.media;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.MediaCleaned;
import dev.davit.contracts.event.MediaStepUndone;
import dev.davit.contracts.event.MediaSwapped;
import dev.davit.media.model.Beside;
import dev.davit.media.model.DirectoryLook;
import dev.davit.media.model.Made;
import dev.davit.media.store.MadeStore;
import dev.davit.repository.posix.Directory;
import dev.davit.repository.posix.PosixException;
import dev.davit.repository.snapshot.FileName;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/**
 * The steps that exchange restored media with the old: swap, clean, undo. Each goes by the journal
 * and by what is there, needs no repository, and may be repeated after a kill. Thread-safe.
 */
final class MediaExchange {
  private final MadeStore made;

  MediaExchange(MadeStore made) {
    this.made = made;
  }

  /** What was restored directly is in its place already. */
  MediaSwapped swap(Recovery recovery) throws IOException {
    for (String place : made.names(recovery.run(), Made.BESIDE)) {
      recovery.lease().requireHeld();
      try (var side = SideDirectory.open(place, recovery)) {
        swap(recovery, side, place);
      } catch (IOException e) {
        throw PosixException.problem(e, RootLook.quoted(place));
      }
    }
    return new MediaSwapped(recovery.system(), recovery.run(), recovery.order().ordinal());
  }

  /** IN is noted only once all is out and durable: until then nothing of the new is inside. */
  private void swap(Recovery recovery, SideDirectory side, String place) throws IOException {
    Beside beside = beside(recovery, place);
    if (!made.has(recovery.run(), Made.IN, place)) {
      if (!made.has(recovery.run(), Made.OUT, place)) {
        side.listNames();
        note(recovery, Made.OUT, place);
      }
      side.moveOut(beside.whole());
      note(recovery, Made.IN, place);
    }
    side.moveIn();
    side.look(beside.after());
  }

  /** After the commit: the old goes for good. */
  MediaCleaned clean(Recovery recovery) throws IOException {
    List<String> places = made.names(recovery.run(), Made.BESIDE);
    for (String place : places) {
      if (!made.has(recovery.run(), Made.IN, place)) {
        throw new DavitException(
            ErrorCode.INVALID_REQUEST, RootLook.quoted(place), "its files were not exchanged");
      }
    }
    recovery.lease().requireHeld();
    note(recovery, Made.CLEAN, "");
    for (String place : places) {
      try (var side = SideDirectory.open(place, recovery)) {
        side.remove();
        side.look(beside(recovery, place).after());
      } catch (IOException e) {
        throw PosixException.problem(e, RootLook.quoted(place));
      }
    }
    return new MediaCleaned(recovery.system(), recovery.run(), recovery.order().ordinal());
  }

  /** Everything that the run did to files is taken back; what others made is not touched. */
  MediaStepUndone undo(Recovery recovery) throws IOException {
    if (made.has(recovery.run(), Made.CLEAN, "")) {
      throw new DavitException(
          ErrorCode.INVALID_REQUEST,
          "run \"" + recovery.run() + "\"",
          "the old media are being removed; recover another point instead");
    }
    recovery.lease().requireHeld();
    try {
      undoExchange(recovery);
      undoFiles(recovery);
      undoFilled(recovery);
      new MadeDirectories(made, recovery).removeAll();
    } catch (IOException e) {
      throw PosixException.problem(e, "target of run \"" + recovery.run() + "\"");
    }
    return new MediaStepUndone(
        recovery.system(), recovery.run(), recovery.order().ordinal(), recovery.order().step());
  }

  /** The opposite order of the swap; each phase is forgotten once it is taken back. */
  private void undoExchange(Recovery recovery) throws IOException {
    for (String place : made.names(recovery.run(), Made.BESIDE)) {
      try (var side = SideDirectory.open(place, recovery)) {
        if (made.has(recovery.run(), Made.IN, place)) {
          side.moveInBack();
          forget(recovery, Made.IN, place);
        }
        if (made.has(recovery.run(), Made.OUT, place)) {
          side.moveOutBack();
          forget(recovery, Made.OUT, place);
        }
        side.remove();
        side.look(beside(recovery, place).before());
      }
      forget(recovery, Made.BESIDE, place);
    }
  }

  private void undoFiles(Recovery recovery) throws IOException {
    for (String place : made.names(recovery.run(), Made.DRAFT)) {
      try (var side = SideDirectory.open(place, recovery)) {
        side.remove();
        side.look(look(recovery, Made.DRAFT, place));
      }
      forget(recovery, Made.DRAFT, place);
    }
    List<String> files = made.some(recovery.run(), Made.FILE);
    while (!files.isEmpty()) {
      for (String file : files) {
        recovery.requireWanted();
        delete(file);
        forget(recovery, Made.FILE, file);
      }
      files = made.some(recovery.run(), Made.FILE);
    }
  }

  private static void delete(String file) throws IOException {
    String parent = TreePaths.parent(file);
    try (Directory in = Directory.open(FileName.encode(parent.isEmpty() ? "/" : parent))) {
      in.delete(FileName.encode(TreePaths.name(file)));
    } catch (NoSuchFileException gone) {
      return;
    }
  }

  /** The places were empty when the run took them. */
  private void undoFilled(Recovery recovery) throws IOException {
    for (String place : made.names(recovery.run(), Made.FILLED)) {
      try (var side = SideDirectory.open(place, recovery)) {
        side.empty();
        side.look(look(recovery, Made.FILLED, place));
      } catch (NoSuchFileException gone) {
        // removed by somebody else
      }
      forget(recovery, Made.FILLED, place);
    }
  }

  private void note(Recovery recovery, Made kind, String name) {
    recovery.requireWanted();
    made.note(recovery.run(), kind, name);
  }

  private void forget(Recovery recovery, Made kind, String name) {
    recovery.requireWanted();
    made.forget(recovery.run(), kind, name);
  }

  private Beside beside(Recovery recovery, String place) {
    return detail(made.detail(recovery.run(), Made.BESIDE, place, Beside.class), place);
  }

  private DirectoryLook look(Recovery recovery, Made kind, String place) {
    return detail(made.detail(recovery.run(), kind, place, DirectoryLook.class), place);
  }

  private static <T> T detail(Optional<T> detail, String place) {
    return detail.orElseThrow(() -> new IllegalStateException("journal without detail: " + place));
  }
}
