package dev.davit.cli.breakglass;

import dev.davit.repository.snapshot.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/** Owner, permissions and time of a single file or directory. */
final class FileRights {
  private FileRights() {}

  /** The owner only where that is allowed, and before the permissions, which it would reset. */
  static void set(Path file, Node node) throws IOException {
    if (Files.getAttribute(file, "unix:uid").equals(0)) {
      Files.setAttribute(file, "unix:uid", node.uid());
      Files.setAttribute(file, "unix:gid", node.gid());
    }
    Files.setAttribute(file, "unix:mode", node.mode());
    Files.setLastModifiedTime(file, FileTime.from(node.mtime()));
  }
}
