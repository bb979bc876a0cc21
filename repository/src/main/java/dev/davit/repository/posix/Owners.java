package dev.davit.repository.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.ConcurrentHashMap;

/** Names of users and groups, as the machine's user database has them. Remembered; thread-safe. */
public final class Owners {
  private static final MethodHandle USER = handle("getpwuid_r");
  private static final MethodHandle GROUP = handle("getgrgid_r");
  private static final long RECORD_SIZE = 128;
  private static final long LONGEST = 64 << 10;

  private final ConcurrentHashMap<Integer, String> users = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Integer, String> groups = new ConcurrentHashMap<>();

  /** Empty if it has no name. */
  public String user(int uid) {
    return users.computeIfAbsent(uid, id -> name(USER, id));
  }

  /** Empty if it has no name. */
  public String group(int gid) {
    return groups.computeIfAbsent(gid, id -> name(GROUP, id));
  }

  /** Whether this process may give files to others. */
  public static boolean isRoot() {
    return Libc.geteuid() == 0;
  }

  private static MethodHandle handle(String function) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(function),
        FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS));
  }

  /** Both records begin with the name. */
  private static String name(MethodHandle function, int id) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment entry = arena.allocate(RECORD_SIZE, 8);
      MemorySegment found = arena.allocate(ADDRESS);
      MemorySegment text = arena.allocate(LONGEST);
      int failed = (int) function.invokeExact(id, entry, text, LONGEST, found);
      if (failed != 0 || found.get(ADDRESS, 0).address() == 0) {
        return "";
      }
      return entry.get(ADDRESS, 0).reinterpret(LONGEST).getString(0);
    } catch (Throwable impossible) {
      throw new IllegalStateException("a call of the C library could not be made", impossible);
    }
  }
}
