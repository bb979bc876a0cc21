package dev.davit.repository.posix;

import static dev.davit.repository.posix.Libc.AT_SYMLINK_NOFOLLOW;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * An open directory; names are relative to it, whatever happens to its own path. A name is one
 * component, and a link is never followed. Use by one thread at a time.
 */
public final class Directory implements AutoCloseable {
  private static final int OPEN = OpenFlags.READ | OpenFlags.DIRECTORY | OpenFlags.NONBLOCK;
  private static final byte[] NO_NAME = {};

  private final Descriptor fd;

  private Directory(Descriptor fd) {
    this.fd = fd;
  }

  /** Follows links in the path: it is the caller's own. */
  public static Directory open(byte[] path) throws IOException {
    return new Directory(Descriptor.open(Libc.AT_FDCWD, path, OPEN, 0));
  }

  public static Directory open(Path path) throws IOException {
    return open(PathBytes.of(path));
  }

  /** Opens a directory in this one; a link to a directory is refused. */
  public Directory directory(byte[] name) throws IOException {
    return new Directory(Descriptor.open(fd.number(), name, OPEN | OpenFlags.NO_FOLLOW, 0));
  }

  /** All names, ascending by unsigned bytes. */
  public List<DirectoryEntry> entries() throws IOException {
    return DirectoryReader.read(fd);
  }

  /** Of this directory itself. */
  public FileStat stat() throws IOException {
    return statx(NO_NAME, Libc.AT_EMPTY_PATH);
  }

  /** Of the entry, not of what a link points to. */
  public FileStat stat(byte[] name) throws IOException {
    return statx(name, AT_SYMLINK_NOFOLLOW);
  }

  private FileStat statx(byte[] name, int flags) throws IOException {
    Descriptor.checked(Libc.statx(fd.number(), name, flags, FileStat.BASIC), shown(name));
    return FileStat.ofStatx(Libc.scratch().small);
  }

  /** Target of a link. */
  public byte[] readLink(byte[] name) throws IOException {
    MemorySegment buffer = Libc.scratch().large();
    long length = Libc.readlinkat(fd.number(), name, buffer);
    Descriptor.checked((int) length, name);
    return buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
  }

  /** Opens for reading; neither waits for a writer of a pipe nor follows a link. */
  public PosixFile open(byte[] name, boolean forWriting) throws IOException {
    int access = forWriting ? OpenFlags.READ_WRITE : OpenFlags.READ;
    int flags = access | OpenFlags.NO_FOLLOW | OpenFlags.NONBLOCK | OpenFlags.NO_TERMINAL;
    return new PosixFile(Descriptor.open(fd.number(), name, flags, 0));
  }

  /** Makes a file, open for reading and writing; there must be nothing of that name. */
  public PosixFile create(byte[] name, int mode) throws IOException {
    int flags = OpenFlags.READ_WRITE | OpenFlags.CREATE | OpenFlags.EXCLUSIVE;
    return new PosixFile(Descriptor.open(fd.number(), name, flags, mode));
  }

  public void makeDirectory(byte[] name, int mode) throws IOException {
    Descriptor.checked(Libc.mkdirat(fd.number(), name, mode), name);
  }

  public void makeFifo(byte[] name, int mode) throws IOException {
    Descriptor.checked(Libc.mkfifoat(fd.number(), name, mode), name);
  }

  /** Makes a device node or a socket; devices need root. */
  public void makeNode(byte[] name, FileType type, int mode, long special) throws IOException {
    Descriptor.checked(Libc.mknodat(fd.number(), name, type.bits() | mode, special), name);
  }

  public void makeLink(byte[] name, byte[] target) throws IOException {
    Descriptor.checked(Libc.symlinkat(target, fd.number(), name), name);
  }

  /** Gives a file a second name; there must be nothing of that name. */
  public void hardLink(Directory from, byte[] existing, byte[] name) throws IOException {
    int result = Libc.linkat(from.fd.number(), existing, fd.number(), name);
    Descriptor.checked(result, name);
  }

  /** Replaces what has that name. */
  public void rename(byte[] existing, Directory to, byte[] name) throws IOException {
    Descriptor.checked(Libc.renameat(fd.number(), existing, to.fd.number(), name), existing);
  }

  /** Of anything but a directory. */
  public void delete(byte[] name) throws IOException {
    Descriptor.checked(Libc.unlinkat(fd.number(), name, 0), name);
  }

  /** Of an empty one. */
  public void deleteDirectory(byte[] name) throws IOException {
    Descriptor.checked(Libc.unlinkat(fd.number(), name, Libc.AT_REMOVEDIR), name);
  }

  /** Of anything but a link, which has no mode. */
  public void setMode(byte[] name, int mode) throws IOException {
    Descriptor.checked(Libc.fchmodat(fd.number(), name, mode, AT_SYMLINK_NOFOLLOW), name);
  }

  public void setOwner(byte[] name, int uid, int gid) throws IOException {
    Descriptor.checked(Libc.fchownat(fd.number(), name, uid, gid, AT_SYMLINK_NOFOLLOW), name);
  }

  public void setTimes(byte[] name, Instant atime, Instant mtime) throws IOException {
    int directory = fd.number();
    Times.put(atime, mtime);
    Descriptor.checked(Libc.utimensat(directory, name, AT_SYMLINK_NOFOLLOW), name);
  }

  /** Extended attributes of an entry, of a link its own. */
  public Xattrs xattrs(byte[] name) throws IOException {
    return Xattrs.of(fd.number(), name);
  }

  /** Of this directory itself. */
  public void setMode(int mode) throws IOException {
    fd.checked(Libc.fchmod(fd.number(), mode));
  }

  public void setOwner(int uid, int gid) throws IOException {
    fd.checked(Libc.fchown(fd.number(), uid, gid));
  }

  public void setTimes(Instant atime, Instant mtime) throws IOException {
    int directory = fd.number();
    Times.put(atime, mtime);
    fd.checked(Libc.futimens(directory));
  }

  public Xattrs xattrs() throws IOException {
    return Xattrs.of(fd.number(), new byte[] {'.'});
  }

  /** Names made, changed and removed so far survive a loss of power. */
  public void sync() throws IOException {
    fd.checked(Libc.fsync(fd.number()));
  }

  private byte[] shown(byte[] name) {
    return name.length == 0 ? fd.name : name;
  }

  /** Everything written to the file system that this directory is on survives a loss of power. */
  public void syncFileSystem() throws IOException {
    fd.checked(Libc.syncfs(fd.number()));
  }

  @Override
  public void close() throws IOException {
    fd.close();
  }
}
