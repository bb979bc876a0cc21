package dev.davit.media;

import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Problem;
import dev.davit.media.model.SideNames;
import dev.davit.repository.posix.Directory;
import dev.davit.repository.posix.DirectoryEntry;
import dev.davit.repository.snapshot.FileName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands where a media root goes; looking changes nothing.
 *
 * @param empty nothing there, or only what belongs to the file system or to this run
 * @param obstacles what forbids to restore there
 */
record RootLook(boolean empty, List<Problem> obstacles) {

  /**
   * @param side name of the run's own side directory
   */
  static RootLook at(String path, String side, boolean replace) throws IOException {
    Path place = Path.of(path);
    if (!Files.exists(place)) {
      return new RootLook(true, unwritable(existing(place)));
    }
    if (!Files.isDirectory(place)) {
      return new RootLook(
          false, List.of(new Problem(ErrorCode.PATH_REFUSED, quoted(path), "it is no directory")));
    }
    List<Problem> obstacles = new ArrayList<>(unwritable(place));
    boolean empty = obstacles.isEmpty() ? look(path, side, replace, obstacles) : false;
    return new RootLook(empty, List.copyOf(obstacles));
  }

  private static boolean look(String path, String side, boolean replace, List<Problem> obstacles)
      throws IOException {
    long entries = 0;
    try (Directory directory = Directory.open(FileName.encode(path))) {
      long device = directory.stat().device();
      for (DirectoryEntry entry : directory.entries()) {
        String name = FileName.decode(entry.name());
        if (name.equals(side) || SideNames.isFileSystems(name)) {
          continue;
        }
        entries++;
        if (SideNames.isSide(name)) {
          obstacles.add(of(ErrorCode.TARGET_NOT_EMPTY, path + "/" + entry, "another recovery's"));
        } else if (device(directory, entry, device) != device) {
          obstacles.add(of(ErrorCode.PATH_REFUSED, path + "/" + entry, "it is a mount of its own"));
        }
      }
    }
    if (entries > 0 && !replace) {
      obstacles.add(of(ErrorCode.TARGET_NOT_EMPTY, path, entries + " entries present"));
    }
    return entries == 0;
  }

  private static long device(Directory in, DirectoryEntry entry, long otherwise)
      throws IOException {
    try {
      return in.stat(entry.name()).device();
    } catch (NoSuchFileException vanished) {
      return otherwise;
    }
  }

  private static Problem of(ErrorCode code, String path, String reason) {
    return new Problem(code, quoted(path), reason);
  }

  private static List<Problem> unwritable(Path directory) {
    return Files.isDirectory(directory) && Files.isWritable(directory)
        ? List.of()
        : List.of(of(ErrorCode.PATH_REFUSED, directory.toString(), "it cannot be written"));
  }

  /** The path or its nearest ancestor that exists. */
  static Path existing(Path path) {
    Path at = path;
    while (!Files.exists(at)) {
      at = at.getParent();
    }
    return at;
  }

  static String quoted(String path) {
    return "directory \"" + path + "\"";
  }
}
