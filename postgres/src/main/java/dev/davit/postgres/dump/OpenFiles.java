package dev.davit.postgres.dump;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Which files of a directory a tool and its workers have open. A file that is there and that none
 * of them has open is written to its end, as pg_dump opens each one once.
 */
final class OpenFiles {
  private OpenFiles() {}

  /** Names of the files in the directory that a process or a child of it has open. */
  static Set<String> of(long pid, Path directory) {
    var names = new HashSet<String>();
    collect(pid, directory, names);
    for (String child : children(pid)) {
      collect(Long.parseLong(child), directory, names);
    }
    return names;
  }

  private static Set<String> children(long pid) {
    var all = new HashSet<String>();
    try {
      String list = Files.readString(Path.of("/proc/" + pid + "/task/" + pid + "/children"));
      for (String child : list.strip().split(" ", -1)) {
        if (!child.isEmpty()) {
          all.add(child);
        }
      }
    } catch (IOException e) {
      ProcessHandle.of(pid).stream()
          .flatMap(ProcessHandle::children)
          .forEach(c -> all.add(Long.toString(c.pid())));
    }
    return all;
  }

  private static void collect(long pid, Path directory, Set<String> names) {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
      for (Path descriptor : open) {
        Path file = target(descriptor);
        if (file != null && directory.equals(file.getParent())) {
          names.add(file.getFileName().toString());
        }
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      return; // it has ended, and with it all its files are closed
    }
  }

  private static Path target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor);
    } catch (IOException e) {
      return null;
    }
  }
}
