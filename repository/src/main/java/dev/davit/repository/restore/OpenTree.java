package dev.davit.repository.restore;

import dev.davit.repository.posix.Directory;
import dev.davit.repository.snapshot.FileName;
import java.io.IOException;

/** Opens directories below the target, component by component, links unfollowed. */
final class OpenTree {
  private final Directory root;

  OpenTree(Directory root) {
    this.root = root;
  }

  /**
   * To be closed by the caller.
   *
   * @param path below the target, empty for the target itself
   */
  Directory open(String path) throws IOException {
    Directory at = root.directory(new byte[] {'.'});
    if (path.isEmpty()) {
      return at;
    }
    for (String name : path.split("/")) {
      Directory parent = at;
      try (parent) {
        at = parent.directory(FileName.encode(name));
      }
    }
    return at;
  }

  /** Empty for an entry of the target itself. */
  static String parentOf(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  static String nameOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
