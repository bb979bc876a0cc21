package dev.davit.media;

import dev.davit.repository.posix.Directory;
import dev.davit.repository.posix.DirectoryEntry;
import dev.davit.repository.posix.FileType;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.function.Predicate;

/** Removes what a directory holds, names of any bytes; links are removed, never followed. */
final class TreeRemoval {
  private static final int OWNER_ONLY = 0700;

  private TreeRemoval() {}

  /** An entry and all that is in it; gone already is fine. */
  static void remove(Directory parent, byte[] name) throws IOException {
    try {
      if (parent.stat(name).type() != FileType.DIRECTORY) {
        parent.delete(name);
        return;
      }
      parent.setMode(name, OWNER_ONLY); // restored ones may be closed to their owner, too
      try (Directory directory = parent.directory(name)) {
        empty(directory, entry -> true);
      }
      parent.deleteDirectory(name);
    } catch (NoSuchFileException gone) {
      return;
    }
  }

  /** All entries that are wanted gone. */
  static void empty(Directory directory, Predicate<byte[]> wanted) throws IOException {
    for (DirectoryEntry entry : directory.entries()) {
      if (wanted.test(entry.name())) {
        remove(directory, entry.name());
      }
    }
  }
}
