package dev.davit.repository.posix;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Extended attributes of one directory entry, of a link its own. A file system without any has an
 * empty list. Valid while its directory is open.
 */
public final class Xattrs {
  private static final int ENODATA = 61;
  private static final int ENOTSUP = 95;

  private final byte[] path;

  private Xattrs(byte[] path) {
    this.path = path;
  }

  /** There is no such call relative to a directory, but /proc leads through one. */
  static Xattrs of(int directory, byte[] name) {
    byte[] prefix = PathBytes.of("/proc/self/fd/" + directory + "/");
    byte[] path = Arrays.copyOf(prefix, prefix.length + name.length);
    System.arraycopy(name, 0, path, prefix.length, name.length);
    return new Xattrs(path);
  }

  /** Names with their namespace, such as {@code user.origin}, in no special order. */
  public List<byte[]> names() throws IOException {
    MemorySegment buffer = Libc.scratch().large();
    long length = Libc.llistxattr(path, buffer);
    if (length == -ENOTSUP) {
      return List.of();
    }
    check(length);
    return split(buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
  }

  private static List<byte[]> split(byte[] terminated) {
    var names = new ArrayList<byte[]>();
    int start = 0;
    for (int i = 0; i < terminated.length; i++) {
      if (terminated[i] == 0) {
        names.add(Arrays.copyOfRange(terminated, start, i));
        start = i + 1;
      }
    }
    return names;
  }

  /** Empty if there is none of that name any more. */
  public Optional<byte[]> get(byte[] name) throws IOException {
    MemorySegment buffer = Libc.scratch().large();
    long length = Libc.lgetxattr(path, name, buffer);
    if (length == -ENODATA) {
      return Optional.empty();
    }
    check(length);
    return Optional.of(buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
  }

  /** Makes or replaces one. */
  public void set(byte[] name, byte[] value) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      check(Libc.lsetxattr(path, name, arena.allocateFrom(ValueLayout.JAVA_BYTE, value)));
    }
  }

  private void check(long result) throws IOException {
    if (result < 0) {
      throw PosixException.of(result, path);
    }
  }
}
