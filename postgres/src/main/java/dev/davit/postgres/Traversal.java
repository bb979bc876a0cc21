package dev.davit.postgres;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/** Whether another user can reach a directory: each one on the way must let them through. */
final class Traversal {
  private Traversal() {}

  /**
   * @throws DavitException PATH_REFUSED, naming the directory that stands in the way
   */
  static void require(OsUser user, Path path) throws IOException {
    if (OsUser.current().uid() == user.uid()) {
      return;
    }
    for (Path p = path.toAbsolutePath(); p != null; p = p.getParent()) {
      if (Files.exists(p) && !passes(user, p.toRealPath())) {
        throw new DavitException(
            ErrorCode.PATH_REFUSED,
            "directory \"" + p + "\"",
            "the server runs as "
                + (user.name() == null ? "user " + user.uid() : "user \"" + user.name() + "\"")
                + ", who may not pass through it; `chmod o+x` it or choose another place");
      }
    }
  }

  /** Whether nothing stands in the way; false also if that cannot be seen. */
  static boolean possible(OsUser user, Path path) {
    try {
      require(user, path);
      return true;
    } catch (DavitException | IOException e) {
      return false;
    }
  }

  private static boolean passes(OsUser user, Path directory) throws IOException {
    var permissions = Files.getPosixFilePermissions(directory);
    var owner = OsUser.ownerOf(directory);
    if (owner.uid() == user.uid()) {
      return permissions.contains(PosixFilePermission.OWNER_EXECUTE);
    }
    return permissions.contains(
        owner.gid() == user.gid()
            ? PosixFilePermission.GROUP_EXECUTE
            : PosixFilePermission.OTHERS_EXECUTE);
  }
}
