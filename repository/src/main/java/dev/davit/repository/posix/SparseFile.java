package dev.davit.repository.posix;

import java.io.IOException;

/**
 * The holes of a file. Where the file system knows of none, the whole file is data. Use by one
 * thread at a time.
 */
public final class SparseFile {
  private static final int SEEK_DATA = 3;
  private static final int SEEK_HOLE = 4;
  private static final int ENXIO = 6;
  private static final int EINVAL = 22;
  private static final int PUNCH_HOLE_KEEP_SIZE = 3;

  private final Descriptor fd;

  SparseFile(Descriptor fd) {
    this.fd = fd;
  }

  /** First position at or after the given one that holds data; -1 if only a hole follows. */
  public long nextData(long position) throws IOException {
    long found = Libc.lseek(fd.number(), position, SEEK_DATA);
    if (found == -ENXIO) {
      return -1;
    }
    return found == -EINVAL ? position : fd.checked(found);
  }

  /** First position at or after the given one that is in a hole: at the latest the file's end. */
  public long nextHole(long position) throws IOException {
    long found = Libc.lseek(fd.number(), position, SEEK_HOLE);
    return found == -EINVAL ? Long.MAX_VALUE : fd.checked(found);
  }

  /**
   * Gives the space back to the disk; the range then reads as zeros, the size stays.
   *
   * @return false if the file system cannot
   */
  public boolean punch(long position, long length) throws IOException {
    long result = Libc.fallocate(fd.number(), PUNCH_HOLE_KEEP_SIZE, position, length);
    if (result < 0
        && PosixException.of(result, fd.name) instanceof PosixException e
        && e.isUnsupported()) {
      return false;
    }
    fd.checked(result);
    return true;
  }
}
