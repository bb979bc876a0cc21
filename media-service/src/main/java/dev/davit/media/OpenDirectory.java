package dev.davit.media;

import dev.davit.repository.posix.Directory;
import java.io.IOException;
import java.util.Arrays;

/** Keeps the last directory open, since files that follow each other mostly share it. */
final class OpenDirectory implements AutoCloseable {
  private byte[] path;
  private Directory directory;

  /** Of use until the next call; links in the path are followed. */
  Directory at(byte[] wanted) throws IOException {
    if (!Arrays.equals(wanted, path)) {
      close();
      directory = Directory.open(wanted);
      path = wanted;
    }
    return directory;
  }

  @Override
  public void close() throws IOException {
    path = null;
    if (directory != null) {
      Directory last = directory;
      directory = null;
      last.close();
    }
  }
}
