package dev.davit.repository.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The functions of the C library that this package uses. Results are as the kernel's own: zero or
 * more for success, {@code -errno} for failure. Thread-safe: memory for arguments is the thread's.
 */
final class Libc {
  static final int AT_FDCWD = -100;
  static final int AT_SYMLINK_NOFOLLOW = 0x100;
  static final int AT_EMPTY_PATH = 0x1000;
  static final int AT_REMOVEDIR = 0x200;

  private static final int PATH_MAX = 4096;
  private static final int EINTR = 4;
  private static final int EINVAL = 22;
  private static final int ENAMETOOLONG = 36;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle OPENAT = variadic("openat", 3, "iipii");
  private static final MethodHandle CLOSE = function("close", "ii");
  private static final MethodHandle READ = function("read", "lipl");
  private static final MethodHandle PREAD = function("pread", "lipll");
  private static final MethodHandle PWRITE = function("pwrite", "lipll");
  private static final MethodHandle LSEEK = function("lseek", "lili");
  private static final MethodHandle FSYNC = function("fsync", "ii");
  private static final MethodHandle SYNCFS = function("syncfs", "ii");
  private static final MethodHandle FTRUNCATE = function("ftruncate", "iil");
  private static final MethodHandle FALLOCATE = function("fallocate", "iiill");
  private static final MethodHandle FCHMOD = function("fchmod", "iii");
  private static final MethodHandle FCHOWN = function("fchown", "iiii");
  private static final MethodHandle FUTIMENS = function("futimens", "iip");
  private static final MethodHandle STATX = function("statx", "iipiip");
  private static final MethodHandle GETDENTS = function("getdents64", "lipl");
  private static final MethodHandle READLINKAT = function("readlinkat", "lippl");
  private static final MethodHandle MKDIRAT = function("mkdirat", "iipi");
  private static final MethodHandle MKFIFOAT = function("mkfifoat", "iipi");
  private static final MethodHandle SYMLINKAT = function("symlinkat", "ipip");
  private static final MethodHandle LINKAT = function("linkat", "iipipi");
  private static final MethodHandle RENAMEAT = function("renameat", "iipip");
  private static final MethodHandle UNLINKAT = function("unlinkat", "iipi");
  private static final MethodHandle FCHMODAT = function("fchmodat", "iipii");
  private static final MethodHandle FCHOWNAT = function("fchownat", "iipiii");
  private static final MethodHandle UTIMENSAT = function("utimensat", "iippi");
  private static final MethodHandle LLISTXATTR = function("llistxattr", "lppl");
  private static final MethodHandle LGETXATTR = function("lgetxattr", "lpppl");
  private static final MethodHandle LSETXATTR = function("lsetxattr", "ipppli");
  private static final MethodHandle GETEUID = function("geteuid", "i");
  private static final MethodHandle KILL = function("kill", "iii");

  /** Newer than the others: looked up only where a device node is made. */
  private static final class Mknodat {
    static final MethodHandle HANDLE = function("mknodat", "iipil");
  }

  /** Memory of one thread, so that a call allocates nothing. */
  static final class Scratch {
    final MemorySegment state = Arena.ofAuto().allocate(STATE);
    final MemorySegment path = Arena.ofAuto().allocate(PATH_MAX);
    final MemorySegment path2 = Arena.ofAuto().allocate(PATH_MAX);
    final MemorySegment small = Arena.ofAuto().allocate(256, 8);
    private MemorySegment large;

    /** 128 KiB for file content, directory entries and attributes. */
    MemorySegment large() {
      if (large == null) {
        large = Arena.ofAuto().allocate(128 << 10, 8);
      }
      return large;
    }

    int errno() {
      return (int) ERRNO.get(state, 0L);
    }
  }

  private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

  private Libc() {}

  static Scratch scratch() {
    return SCRATCH.get();
  }

  /** Signature: result first; i = int, l = long, p = pointer. */
  private static MethodHandle function(String name, String signature) {
    return handle(name, signature, Linker.Option.captureCallState("errno"));
  }

  private static MethodHandle variadic(String name, int firstVariadic, String signature) {
    return handle(
        name,
        signature,
        Linker.Option.captureCallState("errno"),
        Linker.Option.firstVariadicArg(firstVariadic));
  }

  private static MethodHandle handle(String name, String signature, Linker.Option... options) {
    MemoryLayout[] layouts = signature.chars().mapToObj(Libc::layout).toArray(MemoryLayout[]::new);
    FunctionDescriptor descriptor =
        FunctionDescriptor.of(layouts[0], Arrays.copyOfRange(layouts, 1, layouts.length));
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor, options);
  }

  private static MemoryLayout layout(int letter) {
    return switch (letter) {
      case 'i' -> JAVA_INT;
      case 'l' -> JAVA_LONG;
      default -> ADDRESS;
    };
  }

  /** A call by one of the handles; a lambda, since handles are typed exactly. */
  private interface Call {
    long on(Scratch scratch) throws Throwable;
  }

  private static long call(Call call) {
    Scratch scratch = SCRATCH.get();
    while (true) {
      long result;
      try {
        result = call.on(scratch);
      } catch (Throwable impossible) {
        throw new IllegalStateException("a call of the C library could not be made", impossible);
      }
      if (result >= 0) {
        return result;
      }
      int errno = scratch.errno();
      if (errno != EINTR) {
        return -errno;
      }
    }
  }

  private interface PathCall {
    long on(Scratch scratch, MemorySegment path) throws Throwable;
  }

  private static long call(byte[] path, PathCall call) {
    Scratch scratch = SCRATCH.get();
    int refused = put(scratch.path, path);
    return refused != 0 ? refused : call(s -> call.on(s, s.path));
  }

  private static long call(byte[] path, byte[] path2, PathCall call) {
    int refused = put(SCRATCH.get().path2, path2);
    return refused != 0 ? refused : call(path, call);
  }

  private static int put(MemorySegment to, byte[] path) {
    if (path.length >= PATH_MAX) {
      return -ENAMETOOLONG;
    }
    for (byte b : path) {
      if (b == 0) {
        return -EINVAL;
      }
    }
    MemorySegment.copy(path, 0, to, java.lang.foreign.ValueLayout.JAVA_BYTE, 0, path.length);
    to.set(java.lang.foreign.ValueLayout.JAVA_BYTE, path.length, (byte) 0);
    return 0;
  }

  static int openat(int dir, byte[] path, int flags, int mode) {
    return (int) call(path, (s, p) -> (int) OPENAT.invokeExact(s.state, dir, p, flags, mode));
  }

  static int close(int fd) {
    // Not repeated after EINTR: Linux has closed the descriptor then.
    Scratch scratch = SCRATCH.get();
    try {
      return (int) CLOSE.invokeExact(scratch.state, fd) < 0 ? -scratch.errno() : 0;
    } catch (Throwable impossible) {
      throw new IllegalStateException("a call of the C library could not be made", impossible);
    }
  }

  static long read(int fd, MemorySegment to, long length) {
    return call(s -> (long) READ.invokeExact(s.state, fd, to, length));
  }

  static long pread(int fd, MemorySegment to, long length, long offset) {
    return call(s -> (long) PREAD.invokeExact(s.state, fd, to, length, offset));
  }

  static long pwrite(int fd, MemorySegment from, long length, long offset) {
    return call(s -> (long) PWRITE.invokeExact(s.state, fd, from, length, offset));
  }

  static long lseek(int fd, long offset, int whence) {
    return call(s -> (long) LSEEK.invokeExact(s.state, fd, offset, whence));
  }

  static int fsync(int fd) {
    return (int) call(s -> (int) FSYNC.invokeExact(s.state, fd));
  }

  static int syncfs(int fd) {
    return (int) call(s -> (int) SYNCFS.invokeExact(s.state, fd));
  }

  static int ftruncate(int fd, long size) {
    return (int) call(s -> (int) FTRUNCATE.invokeExact(s.state, fd, size));
  }

  static int fallocate(int fd, int mode, long offset, long length) {
    return (int) call(s -> (int) FALLOCATE.invokeExact(s.state, fd, mode, offset, length));
  }

  static int fchmod(int fd, int mode) {
    return (int) call(s -> (int) FCHMOD.invokeExact(s.state, fd, mode));
  }

  static int fchown(int fd, int uid, int gid) {
    return (int) call(s -> (int) FCHOWN.invokeExact(s.state, fd, uid, gid));
  }

  /** Times are expected in the small scratch, as {@code timespec[2]}. */
  static int futimens(int fd) {
    return (int) call(s -> (int) FUTIMENS.invokeExact(s.state, fd, s.small));
  }

  /** The answer is in the small scratch. */
  static int statx(int dir, byte[] path, int flags, int mask) {
    return (int)
        call(path, (s, p) -> (int) STATX.invokeExact(s.state, dir, p, flags, mask, s.small));
  }

  static long getdents(int fd, MemorySegment to) {
    long length = to.byteSize();
    return call(s -> (long) GETDENTS.invokeExact(s.state, fd, to, length));
  }

  static long readlinkat(int dir, byte[] path, MemorySegment to) {
    long length = to.byteSize();
    return call(path, (s, p) -> (long) READLINKAT.invokeExact(s.state, dir, p, to, length));
  }

  static int mkdirat(int dir, byte[] path, int mode) {
    return (int) call(path, (s, p) -> (int) MKDIRAT.invokeExact(s.state, dir, p, mode));
  }

  static int mkfifoat(int dir, byte[] path, int mode) {
    return (int) call(path, (s, p) -> (int) MKFIFOAT.invokeExact(s.state, dir, p, mode));
  }

  static int mknodat(int dir, byte[] path, int mode, long device) {
    return (int)
        call(path, (s, p) -> (int) Mknodat.HANDLE.invokeExact(s.state, dir, p, mode, device));
  }

  static int symlinkat(byte[] target, int dir, byte[] path) {
    return (int)
        call(path, target, (s, p) -> (int) SYMLINKAT.invokeExact(s.state, s.path2, dir, p));
  }

  static int linkat(int fromDir, byte[] from, int dir, byte[] path) {
    return (int)
        call(path, from, (s, p) -> (int) LINKAT.invokeExact(s.state, fromDir, s.path2, dir, p, 0));
  }

  static int renameat(int fromDir, byte[] from, int dir, byte[] path) {
    return (int)
        call(path, from, (s, p) -> (int) RENAMEAT.invokeExact(s.state, fromDir, s.path2, dir, p));
  }

  static int unlinkat(int dir, byte[] path, int flags) {
    return (int) call(path, (s, p) -> (int) UNLINKAT.invokeExact(s.state, dir, p, flags));
  }

  static int fchmodat(int dir, byte[] path, int mode, int flags) {
    return (int) call(path, (s, p) -> (int) FCHMODAT.invokeExact(s.state, dir, p, mode, flags));
  }

  static int fchownat(int dir, byte[] path, int uid, int gid, int flags) {
    return (int) call(path, (s, p) -> (int) FCHOWNAT.invokeExact(s.state, dir, p, uid, gid, flags));
  }

  /** Times are expected in the small scratch, as {@code timespec[2]}. */
  static int utimensat(int dir, byte[] path, int flags) {
    return (int) call(path, (s, p) -> (int) UTIMENSAT.invokeExact(s.state, dir, p, s.small, flags));
  }

  static long llistxattr(byte[] path, MemorySegment to) {
    long length = to.byteSize();
    return call(path, (s, p) -> (long) LLISTXATTR.invokeExact(s.state, p, to, length));
  }

  static long lgetxattr(byte[] path, byte[] name, MemorySegment to) {
    long length = to.byteSize();
    return call(
        path, name, (s, p) -> (long) LGETXATTR.invokeExact(s.state, p, s.path2, to, length));
  }

  static int lsetxattr(byte[] path, byte[] name, MemorySegment value) {
    long length = value.byteSize();
    return (int)
        call(
            path,
            name,
            (s, p) -> (int) LSETXATTR.invokeExact(s.state, p, s.path2, value, length, 0));
  }

  static int geteuid() {
    return (int) call(s -> (int) GETEUID.invokeExact(s.state));
  }

  static int kill(int pid, int signal) {
    return (int) call(s -> (int) KILL.invokeExact(s.state, pid, signal));
  }
}
