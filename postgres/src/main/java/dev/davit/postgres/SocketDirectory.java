package dev.davit.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Where a cluster's unix socket goes: the cluster itself, unless the path is too long for one. */
final class SocketDirectory {
  /** The kernel's limit for a socket's path is 108 bytes, its final zero included. */
  private static final int LIMIT = 107;

  private SocketDirectory() {}

  static boolean isShortEnough(Path directory) {
    return directory.resolve(".s.PGSQL.65535").toString().getBytes(StandardCharsets.UTF_8).length
        <= LIMIT;
  }

  static Path forCluster(Path data) {
    return isShortEnough(data)
        ? data
        : Path.of(System.getProperty("java.io.tmpdir"), "davit-pg-" + hash(data.toString()));
  }

  static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, 10);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Makes it, reachable only for the server's user. One that exists must be that user's: in a
   * shared temporary directory somebody else could have made it first.
   */
  static void make(Path directory, OsUser user) throws IOException {
    if (!Files.exists(directory)) {
      Files.createDirectory(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      user.own(directory);
    } else if (OsUser.ownerOf(directory).uid() != user.uid()) {
      throw new IOException(directory + " belongs to another user");
    }
  }

  static void remove(Path directory, Path data) throws IOException {
    if (!directory.equals(data) && Files.isDirectory(directory)) {
      Files.delete(directory);
    }
  }
}
