package dev.davit.postgres;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;

/**
 * The system calls that Java has no API for: signals to a process group, holes in files. Linux on a
 * 64-bit machine. Thread-safe.
 */
public final class Posix {
  public static final int SIGKILL = 9;
  public static final int SIGTERM = 15;
  public static final int SIGCONT = 18;
  public static final int SIGSTOP = 19;

  private static final int O_RDWR = 2;
  private static final int O_CLOEXEC = 0x80000;
  private static final int KEEP_SIZE_AND_PUNCH_HOLE = 1 | 2;
  private static final int ENOENT = 2;
  private static final int EOPNOTSUPP = 95;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option ERRNO_OPTION = Linker.Option.captureCallState("errno");
  private static final VarHandle ERRNO =
      Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final MethodHandle KILL =
      handle(
          "kill",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  private static final MethodHandle OPEN =
      handle(
          "open",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
  private static final MethodHandle CLOSE =
      handle("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  private static final MethodHandle FALLOCATE =
      handle(
          "fallocate",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG));

  private Posix() {}

  private static MethodHandle handle(String name, FunctionDescriptor type) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type, ERRNO_OPTION);
  }

  /** Sends a signal to every process of a group; false if there is no such group any more. */
  public static boolean signalGroup(long group, int signal) {
    if (group <= 1 || group > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("not a process group of a child: " + group);
    }
    return call(errno -> (int) KILL.invokeExact(errno, (int) -group, signal)) == 0;
  }

  /** Sends a signal to one process; false if it is gone. */
  public static boolean signalProcess(long pid, int signal) {
    if (pid <= 1 || pid > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("not a child: " + pid);
    }
    return call(errno -> (int) KILL.invokeExact(errno, (int) pid, signal)) == 0;
  }

  /**
   * Gives the blocks of a part of a file back to the file system; its size stays. A file that is
   * gone is no error.
   *
   * @return false if the file system cannot
   */
  public static boolean punchHole(Path path, long offset, long length) throws IOException {
    try (var arena = Arena.ofConfined()) {
      var name = arena.allocateFrom(path.toString());
      int file = call(errno -> (int) OPEN.invokeExact(errno, name, O_RDWR | O_CLOEXEC));
      if (file == -ENOENT) {
        return true;
      }
      if (file < 0) {
        throw new IOException("cannot open " + path + ": errno " + -file);
      }
      try {
        return punched(path, file, offset, length);
      } finally {
        close(file);
      }
    }
  }

  private static boolean punched(Path path, int file, long offset, long length) throws IOException {
    int result =
        call(errno ->
            (int) FALLOCATE.invokeExact(errno, file, KEEP_SIZE_AND_PUNCH_HOLE, offset, length));
    if (result == 0) {
      return true;
    }
    if (result == -EOPNOTSUPP) {
      return false;
    }
    throw new IOException("cannot free a part of " + path + ": errno " + -result);
  }

  private static void close(int file) {
    var ignored = call(errno -> (int) CLOSE.invokeExact(errno, file));
  }

  private interface Call {
    int with(MemorySegment errno) throws Throwable;
  }

  /** The call's result, or its errno as a negative number. */
  private static int call(Call call) {
    try (var arena = Arena.ofConfined()) {
      var errno = arena.allocate(Linker.Option.captureStateLayout());
      int result = call.with(errno);
      return result >= 0 ? result : -(int) ERRNO.get(errno, 0L);
    } catch (Throwable e) {
      throw new IllegalStateException("a system call could not be made", e);
    }
  }
}
