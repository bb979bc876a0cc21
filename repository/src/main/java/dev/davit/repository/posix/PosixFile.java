package dev.davit.repository.posix;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.time.Instant;

/** An open file. Reads and writes at positions; use by one thread at a time. */
public final class PosixFile implements AutoCloseable {
  private static final byte[] NO_NAME = {};
  private final Descriptor fd;

  PosixFile(Descriptor fd) {
    this.fd = fd;
  }

  public FileStat stat() throws IOException {
    fd.checked(Libc.statx(fd.number(), NO_NAME, Libc.AT_EMPTY_PATH, FileStat.BASIC));
    return FileStat.ofStatx(Libc.scratch().small);
  }

  /**
   * Reads up to {@code length} bytes.
   *
   * @return how many, -1 at the end
   */
  public int read(byte[] to, int start, int length, long position) throws IOException {
    MemorySegment buffer = Libc.scratch().large();
    long wanted = Math.min(length, buffer.byteSize());
    long count = fd.checked(Libc.pread(fd.number(), buffer, wanted, position));
    MemorySegment.copy(buffer, JAVA_BYTE, 0, to, start, (int) count);
    return count == 0 && length > 0 ? -1 : (int) count;
  }

  /** Writes all of it. */
  public void write(byte[] from, int start, int length, long position) throws IOException {
    MemorySegment buffer = Libc.scratch().large();
    int done = 0;
    while (done < length) {
      int part = (int) Math.min(length - done, buffer.byteSize());
      MemorySegment.copy(from, start + done, buffer, JAVA_BYTE, 0, part);
      done += (int) fd.checked(Libc.pwrite(fd.number(), buffer, part, position + done));
    }
  }

  /** The bytes from the start; closing the stream closes the file. */
  public InputStream stream() {
    return new PosixInputStream(this);
  }

  public void setSize(long size) throws IOException {
    fd.checked(Libc.ftruncate(fd.number(), size));
  }

  public void setMode(int mode) throws IOException {
    fd.checked(Libc.fchmod(fd.number(), mode));
  }

  public void setOwner(int uid, int gid) throws IOException {
    fd.checked(Libc.fchown(fd.number(), uid, gid));
  }

  /** A null time stays as it is. */
  public void setTimes(Instant atime, Instant mtime) throws IOException {
    int file = fd.number();
    Times.put(atime, mtime);
    fd.checked(Libc.futimens(file));
  }

  /** Where its holes are. */
  public SparseFile sparse() {
    return new SparseFile(fd);
  }

  /** Content and metadata survive a loss of power. */
  public void sync() throws IOException {
    fd.checked(Libc.fsync(fd.number()));
  }

  @Override
  public void close() throws IOException {
    fd.close();
  }
}
