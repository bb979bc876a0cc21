package dev.davit.repository.posix;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** An open descriptor that is closed once, and never used after that. */
final class Descriptor {
  private static final int CLOSED = -1;
  private final AtomicInteger number;
  final byte[] name;

  Descriptor(int number, byte[] name) {
    this.number = new AtomicInteger(number);
    this.name = name;
  }

  static Descriptor open(int directory, byte[] name, int flags, int mode) throws IOException {
    int fd = Libc.openat(directory, name, flags | OpenFlags.CLOSE_ON_EXEC, mode);
    return new Descriptor(checked(fd, name), name);
  }

  int number() throws IOException {
    int fd = number.get();
    if (fd == CLOSED) {
      throw new IOException("it is closed: " + PathBytes.show(name));
    }
    return fd;
  }

  void close() throws IOException {
    int fd = number.getAndSet(CLOSED);
    if (fd != CLOSED) {
      checked(Libc.close(fd), name);
    }
  }

  long checked(long result) throws IOException {
    if (result < 0) {
      throw PosixException.of(result, name);
    }
    return result;
  }

  static int checked(int result, byte[] name) throws IOException {
    if (result < 0) {
      throw PosixException.of(result, name);
    }
    return result;
  }
}
