package dev.davit.repository.posix;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads names by the thousand in one call of the kernel. */
final class DirectoryReader {
  // struct linux_dirent64
  private static final int INODE = 0;
  private static final int RECORD_LENGTH = 16;
  private static final int NAME = 19;

  private DirectoryReader() {}

  static List<DirectoryEntry> read(Descriptor fd) throws IOException {
    var found = new ArrayList<DirectoryEntry>();
    MemorySegment buffer = Libc.scratch().large();
    fd.checked(Libc.lseek(fd.number(), 0, 0));
    while (true) {
      long length = fd.checked(Libc.getdents(fd.number(), buffer));
      if (length == 0) {
        found.sort((a, b) -> Arrays.compareUnsigned(a.name(), b.name()));
        return found;
      }
      collect(buffer, length, found);
    }
  }

  private static void collect(MemorySegment buffer, long length, List<DirectoryEntry> found) {
    for (long at = 0; at < length; ) {
      int record = buffer.get(JAVA_SHORT_UNALIGNED, at + RECORD_LENGTH) & 0xffff;
      byte[] name = name(buffer, at + NAME);
      if (!isDots(name)) {
        found.add(new DirectoryEntry(name, buffer.get(JAVA_LONG_UNALIGNED, at + INODE)));
      }
      at += record;
    }
  }

  private static byte[] name(MemorySegment buffer, long at) {
    long end = at;
    while (buffer.get(JAVA_BYTE, end) != 0) {
      end++;
    }
    return buffer.asSlice(at, end - at).toArray(JAVA_BYTE);
  }

  private static boolean isDots(byte[] name) {
    return name[0] == '.' && (name.length == 1 || (name.length == 2 && name[1] == '.'));
  }
}
