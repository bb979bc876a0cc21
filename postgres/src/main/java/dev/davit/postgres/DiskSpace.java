package dev.davit.postgres;

import java.nio.file.Path;

/** Room on a file system. */
public final class DiskSpace {
  private DiskSpace() {}

  /**
   * Bytes that this process may still write where {@code path}, which exists, lies. {@code
   * Files.getFileStore} would ask the table of mounts, which has no entry for it in a chroot and in
   * some containers.
   */
  public static long free(Path path) {
    return path.toFile().getUsableSpace();
  }
}
