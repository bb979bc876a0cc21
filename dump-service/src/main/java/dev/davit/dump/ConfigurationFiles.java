package dev.davit.dump;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.event.Moves;
import dev.davit.repository.snapshot.Node;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts captured configuration files back. Used by one thread. */
final class ConfigurationFiles {
  private final StoredPoint point;
  private final Recovery recovery;

  ConfigurationFiles(StoredPoint point, Recovery recovery) {
    this.point = point;
    this.recovery = recovery;
  }

  /**
   * Writes those that are absent, whole or not at all.
   *
   * @param replace those that are there, too
   */
  void restore(boolean replace) throws IOException {
    Map<String, String> moves = Moves.of(point.manifest(), recovery.context());
    List<String> paths = recovery.context().settings().configuration();
    for (int i = 0; i < paths.size(); i++) {
      Path captured = Path.of(paths.get(i));
      Node node = point.configuration(StoredPoint.configurationName(i, captured));
      Optional<Path> target = target(captured, moves);
      if (node != null && target.isPresent() && (replace || !Files.exists(target.get()))) {
        write(node, target.get());
      }
    }
  }

  /** A recovery to another place does not touch what lies outside of it. */
  private Optional<Path> target(Path captured, Map<String, String> moves) {
    boolean elsewhere =
        recovery.context().target().home() != null
            || recovery.context().target().databaseUrl() != null;
    Optional<Path> moved = Moves.apply(moves, captured.toString()).map(Path::of);
    return moved.isPresent() || elsewhere ? moved : Optional.of(captured);
  }

  private void write(Node node, Path target) throws IOException {
    try {
      Files.createDirectories(target.getParent());
      Path written =
          Files.createTempFile(
              target.getParent(),
              ".davit-",
              "",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try (InputStream in = point.read(node)) {
        Files.copy(in, written, StandardCopyOption.REPLACE_EXISTING);
      }
      own(node, written);
      Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (java.nio.file.AccessDeniedException e) {
      throw new DavitException(
          ErrorCode.PATH_REFUSED, "file \"" + target + "\"", "it cannot be written", e);
    }
  }

  /** Copying with replacement makes a new file, so its mode is set last. */
  private static void own(Node node, Path file) throws IOException {
    if (Files.getAttribute(file, "unix:uid").equals(0)) {
      Files.setAttribute(file, "unix:uid", node.uid());
      Files.setAttribute(file, "unix:gid", node.gid());
    }
    Files.setPosixFilePermissions(file, permissions(node.mode()));
    Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.from(node.mtime()));
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] all = PosixFilePermission.values(); // owner read first, as the high bit
    for (int i = 0; i < all.length; i++) {
      if ((mode & (0400 >> i)) != 0) {
        set.add(all[i]);
      }
    }
    return set;
  }
}
