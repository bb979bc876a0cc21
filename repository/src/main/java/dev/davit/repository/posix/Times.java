package dev.davit.repository.posix;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.time.Instant;

/** Writes {@code timespec[2]}. */
final class Times {
  private static final long LEAVE = (1L << 30) - 2; // UTIME_OMIT

  private Times() {}

  /** Into the small scratch; null leaves a time as it is. */
  static void put(Instant atime, Instant mtime) {
    MemorySegment small = Libc.scratch().small;
    put(small, 0, atime);
    put(small, 16, mtime);
  }

  private static void put(MemorySegment to, long at, Instant time) {
    to.set(JAVA_LONG, at, time == null ? 0 : time.getEpochSecond());
    to.set(JAVA_LONG, at + 8, time == null ? LEAVE : time.getNano());
  }
}
