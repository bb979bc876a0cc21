package dev.davit.media;

import dev.davit.repository.pack.BlobId;
import dev.davit.repository.posix.Directory;
import dev.davit.repository.posix.DirectoryEntry;
import dev.davit.repository.posix.FileStat;
import dev.davit.repository.posix.FileType;
import dev.davit.repository.posix.PathBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.TreeMap;

/** All that a tree is, names of any bytes included, in a form that can be compared. */
final class TreeState {
  private TreeState() {}

  static TreeMap<String, String> of(Path root) throws IOException {
    var state = new TreeMap<String, String>();
    try (Directory directory = Directory.open(root)) {
      state.put(".", look(directory.stat()));
      read(directory, "", state);
    }
    return state;
  }

  private static void read(Directory in, String prefix, TreeMap<String, String> state)
      throws IOException {
    for (DirectoryEntry entry : in.entries()) {
      FileStat stat = in.stat(entry.name());
      String path = prefix + PathBytes.show(entry.name());
      state.put(path, look(stat) + content(in, entry.name(), stat.type()));
      if (stat.type() == FileType.DIRECTORY) {
        try (Directory below = in.directory(entry.name())) {
          read(below, path + "/", state);
        }
      }
    }
  }

  private static String look(FileStat stat) {
    String size = stat.type() == FileType.FILE ? " " + stat.size() + " links " + stat.links() : "";
    return "%s %o %d:%d %s%s"
        .formatted(stat.type(), stat.mode(), stat.uid(), stat.gid(), stat.mtime(), size);
  }

  private static String content(Directory in, byte[] name, FileType type) throws IOException {
    return switch (type) {
      case FILE -> {
        try (var file = in.open(name, false);
            var bytes = file.stream()) {
          yield " " + BlobId.hash(bytes.readAllBytes());
        }
      }
      case SYMLINK -> " -> " + PathBytes.show(in.readLink(name));
      default -> "";
    };
  }
}
