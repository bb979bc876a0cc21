package dev.davit.media;

import dev.davit.media.model.DirectoryLook;
import dev.davit.media.model.Made;
import dev.davit.media.store.MadeStore;
import dev.davit.repository.posix.Directory;
import dev.davit.repository.snapshot.FileName;
import dev.davit.repository.snapshot.Node;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Makes directories that are missing, each journalled first, and takes them away again. */
final class MadeDirectories {
  private static final int USUAL = 0755;
  private static final int OWNER = 0700;

  private final MadeStore made;
  private final Recovery recovery;

  MadeDirectories(MadeStore made, Recovery recovery) {
    this.made = made;
    this.recovery = recovery;
  }

  /**
   * The directory and those above it exist afterwards.
   *
   * @param looks what was captured of the innermost directories, the directory itself last; may be
   *     shorter than the path, or empty
   */
  void require(Path directory, List<Node> looks) throws IOException {
    Deque<Path> missing = new ArrayDeque<>();
    for (Path at = directory; !Files.exists(at); at = at.getParent()) {
      missing.push(at);
    }
    while (!missing.isEmpty()) {
      Path next = missing.pop();
      int index = looks.size() - 1 - missing.size();
      recovery.requireWanted();
      made.note(recovery.run(), Made.DIRECTORY, next.toString());
      make(next, index < 0 ? null : open(Looks.of(looks.get(index))));
    }
  }

  /** One that its owner may not write to could take nothing any more. */
  private static DirectoryLook open(DirectoryLook look) {
    return new DirectoryLook(look.mode() | OWNER, look.uid(), look.gid(), look.mtime());
  }

  private static void make(Path directory, DirectoryLook look) throws IOException {
    byte[] name = FileName.encode(directory.getFileName().toString());
    try (Directory parent = Directory.open(directory.getParent())) {
      parent.makeDirectory(name, USUAL);
      if (look != null) {
        try (Directory itself = parent.directory(name)) {
          Looks.set(itself, look);
        }
      }
      parent.sync();
    } catch (FileAlreadyExistsException other) {
      return; // made by somebody else at this moment: removed by nobody unless it is empty
    }
  }

  /** The innermost first; one that holds something by now is somebody else's and stays. */
  void removeAll() throws IOException {
    for (String path : made.names(recovery.run(), Made.DIRECTORY).reversed()) {
      recovery.requireWanted();
      Path directory = Path.of(path);
      try (Directory parent = Directory.open(directory.getParent())) {
        parent.deleteDirectory(FileName.encode(directory.getFileName().toString()));
      } catch (NoSuchFileException | DirectoryNotEmptyException settled) {
        // gone already, or not ours alone
      }
      made.forget(recovery.run(), Made.DIRECTORY, path);
    }
  }
}
