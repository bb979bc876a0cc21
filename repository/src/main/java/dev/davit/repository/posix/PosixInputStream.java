package dev.davit.repository.posix;

import java.io.IOException;
import java.io.InputStream;

/** Reads a file from its start. */
final class PosixInputStream extends InputStream {
  private final PosixFile file;
  private long position;

  PosixInputStream(PosixFile file) {
    this.file = file;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int start, int length) throws IOException {
    int count = file.read(to, start, length, position);
    position += Math.max(count, 0);
    return count;
  }

  @Override
  public long skip(long count) {
    long skipped = Math.max(count, 0);
    position += skipped;
    return skipped;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
