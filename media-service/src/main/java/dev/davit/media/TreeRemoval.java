package dev.davit.media;

import dev.davit.repository.posix.Directory;
import dev.davit.repository.posix.DirectoryEntry;
import dev.davit.repository.posix.FileType;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** Removes what a directory holds, names of any bytes; links are removed, never followed. */
final class TreeRemoval {
  private static final int OWNER_ONLY = 0700;

  private TreeRemoval() {}

  /**
   * An entry and all that is in it; gone already is fine.
   *
   * @param check asked before each entry; may throw to stop
   */
  static void remove(Directory parent, byte[] name, Runnable check) throws IOException {
    check.run();
    try {
      if (parent.stat(name).type() != FileType.DIRECTORY) {
        parent.delete(name);
        return;
      }
      parent.setMode(name, OWNER_ONLY); // restored ones may be closed to their owner, too
      try (Directory directory = parent.directory(name)) {
        for (DirectoryEntry entry : directory.entries()) {
          remove(directory, entry.name(), check);
        }
      }
      parent.deleteDirectory(name);
    } catch (NoSuchFileException gone) {
      return;
    }
  }
}
