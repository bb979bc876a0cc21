package dev.davit.repository.posix;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.time.Instant;

/**
 * A file's metadata at one moment; times to the nanosecond.
 *
 * @param mode permission bits with set-uid, set-gid and sticky: {@code st_mode & 07777}
 * @param device of the file system; with inode it identifies the file
 * @param special {@code st_rdev}: the device that a device node stands for
 * @param size bytes; of a symlink the length of its target
 * @param allocated bytes of disk space, less than size where there are holes
 */
public record FileStat(
    FileType type,
    int mode,
    int uid,
    int gid,
    long device,
    long inode,
    long links,
    long special,
    long size,
    long allocated,
    Instant atime,
    Instant mtime,
    Instant ctime) {

  static final int BASIC = 0x7ff;
  private static final int PERMISSIONS = 07777;

  /** Reads {@code struct statx}, which is alike on every processor. */
  static FileStat ofStatx(MemorySegment s) {
    int mode = s.get(JAVA_SHORT, 28) & 0xffff;
    return new FileStat(
        FileType.ofMode(mode),
        mode & PERMISSIONS,
        s.get(JAVA_INT, 20),
        s.get(JAVA_INT, 24),
        device(s.get(JAVA_INT, 136), s.get(JAVA_INT, 140)),
        s.get(JAVA_LONG, 32),
        s.get(JAVA_INT, 16) & 0xffffffffL,
        device(s.get(JAVA_INT, 128), s.get(JAVA_INT, 132)),
        s.get(JAVA_LONG, 40),
        s.get(JAVA_LONG, 48) * 512,
        time(s, 64),
        time(s, 112),
        time(s, 96));
  }

  private static Instant time(MemorySegment s, long at) {
    return Instant.ofEpochSecond(s.get(JAVA_LONG, at), s.get(JAVA_INT, at + 8));
  }

  /** As makedev(3): what {@code st_dev} holds, which restic stores. */
  private static long device(int major, int minor) {
    long high = major & 0xffffffffL;
    long low = minor & 0xffffffffL;
    return ((high & 0xfffff000L) << 32)
        | ((high & 0xfffL) << 8)
        | ((low & 0xffffff00L) << 12)
        | (low & 0xffL);
  }
}
