package dev.davit.media;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.MediaRestored;
import dev.davit.media.model.Beside;
import dev.davit.media.model.Made;
import dev.davit.media.model.MediaPlaces;
import dev.davit.media.store.MadeStore;
import dev.davit.repository.posix.Directory;
import dev.davit.repository.posix.PosixException;
import dev.davit.repository.restore.RestoreListener;
import dev.davit.repository.restore.RestoreOptions;
import dev.davit.repository.restore.RestoreSummary;
import dev.davit.repository.snapshot.ExtendedAttribute;
import dev.davit.repository.snapshot.FileName;
import dev.davit.repository.snapshot.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The step MEDIA: every root that has a place stands there, or beside what the place holds, read
 * again after it was written, and durable. A repetition removes what an earlier try of the run
 * restored, and nothing else. Thread-safe.
 */
final class MediaRestore {
  private final RecoveryTools tools;
  private final MadeStore made;

  MediaRestore(RecoveryTools tools) {
    this.tools = tools;
    this.made = tools.made();
  }

  MediaRestored run(Recovery recovery) throws IOException {
    var settings = recovery.context().settings();
    try (var repository = tools.repositories().open(settings.repository())) {
      var point = StoredPoint.open(repository, recovery.context());
      var places = MediaPlaces.of(point.manifest(), recovery.context());
      requireNoObstacle(recovery, places);
      long files = 0;
      long bytes = 0;
      for (Map.Entry<String, String> root : places.roots().entrySet()) {
        recovery.lease().requireHeld();
        RestoreSummary done = restore(recovery, point, root.getKey(), root.getValue());
        files += done.files();
        bytes += done.bytes();
      }
      recovery.lease().requireHeld();
      var external = new ExternalRestore(made, recovery, point, places);
      external.run();
      return new MediaRestored(
          recovery.system(),
          recovery.run(),
          recovery.order().ordinal(),
          files + external.files(),
          bytes + external.bytes());
    }
  }

  /** Refuses before anything is made, so that a refusal leaves nothing behind. */
  private void requireNoObstacle(Recovery recovery, MediaPlaces places) throws IOException {
    for (String place : places.roots().values()) {
      if (made.has(recovery.run(), Made.FILLED, place)) {
        continue; // an earlier try of this run began to fill it
      }
      if (RepositoryPlace.touches(recovery.context().settings().repository(), place)) {
        throw new DavitException(
            ErrorCode.PATH_REFUSED, RootLook.quoted(place), "the repository is kept there");
      }
      var look = RootLook.at(place, recovery.side(), recovery.context().replace());
      if (!look.obstacles().isEmpty()) {
        throw new DavitException(look.obstacles().getFirst());
      }
    }
  }

  private RestoreSummary restore(Recovery recovery, StoredPoint point, String name, String place)
      throws IOException {
    Node root = point.media(name);
    boolean beside =
        made.has(recovery.run(), Made.BESIDE, place)
            || (!made.has(recovery.run(), Made.FILLED, place)
                && !RootLook.at(place, recovery.side(), true).empty());
    try {
      return beside ? beside(recovery, point, root, place) : directly(recovery, point, root, place);
    } catch (IOException e) {
      throw PosixException.problem(e, RootLook.quoted(place));
    }
  }

  private RestoreSummary beside(Recovery recovery, StoredPoint point, Node root, String place)
      throws IOException {
    try (var side = SideDirectory.open(place, recovery)) {
      var detail = new Beside(true, Looks.of(side.directory()), Looks.of(root));
      recovery.requireWanted();
      made.note(recovery.run(), Made.BESIDE, place, detail);
      side.makeEmpty();
      RestoreSummary done = write(recovery, point, root, side.restored());
      side.directory().syncFileSystem();
      return done;
    }
  }

  private RestoreSummary directly(Recovery recovery, StoredPoint point, Node root, String place)
      throws IOException {
    new MadeDirectories(made, recovery).require(Path.of(place), List.of());
    try (var side = SideDirectory.open(place, recovery)) {
      takeEmpty(recovery, side, place);
      RestoreSummary done = write(recovery, point, root, Path.of(place));
      setAttributes(side.directory(), root);
      side.look(Looks.of(root));
      side.directory().syncFileSystem();
      return done;
    }
  }

  /** Only what an earlier try of this run may have restored is removed. */
  private void takeEmpty(Recovery recovery, SideDirectory side, String place) throws IOException {
    if (made.has(recovery.run(), Made.FILLED, place)) {
      side.empty();
      return;
    }
    recovery.requireWanted();
    made.note(recovery.run(), Made.FILLED, place, Looks.of(side.directory()));
    if (!side.own().isEmpty()) {
      made.forget(recovery.run(), Made.FILLED, place); // it was not when we looked: not ours
      throw new DavitException(
          ErrorCode.TARGET_NOT_EMPTY, RootLook.quoted(place), "somebody writes to it");
    }
  }

  private static RestoreSummary write(
      Recovery recovery, StoredPoint point, Node root, Path target) {
    String step = "restoring media \"" + root.name() + "\"";
    var progress = new RestoreProgress(recovery, step);
    return point
        .repository()
        .restorer()
        .restore(
            root.subtree(), target, RestoreOptions.all(), progress, recovery.lease()::cancelled);
  }

  /** A file system without attributes has none to lose. */
  private static void setAttributes(Directory directory, Node root) throws IOException {
    for (ExtendedAttribute attribute : root.xattrs()) {
      if (attribute.name().startsWith("user.")) {
        try {
          directory.xattrs().set(FileName.encode(attribute.name()), attribute.value());
        } catch (PosixException e) {
          if (!e.isUnsupported()) {
            throw e;
          }
        }
      }
    }
  }

  /** Says how much was written. */
  static final class RestoreProgress implements RestoreListener {
    private final Recovery recovery;
    private final String step;
    private long files;
    private long bytes;

    RestoreProgress(Recovery recovery, String step) {
      this.recovery = recovery;
      this.step = step;
    }

    @Override
    public void restored(String path, Node node) {
      files++;
    }

    @Override
    public void wrote(long count) {
      bytes += count;
      recovery.progress(step, bytes, files);
    }
  }
}
