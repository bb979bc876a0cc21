package dev.davit.repository.restore;

import dev.davit.repository.posix.Directory;
import dev.davit.repository.posix.PosixException;
import dev.davit.repository.posix.PosixFile;
import dev.davit.repository.snapshot.FileName;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes pieces into files that were made all hole: aligned blocks of zeros are left out, so that
 * they take no space. Keeps the last few files open, since their pieces mostly lie together. For
 * one thread.
 */
final class FileWriter implements AutoCloseable {
  private static final int MOST_OPEN = 32;
  private static final int BLOCK = 4096;
  private static final byte[] ZEROS = new byte[BLOCK];

  private final OpenTree tree;
  private final Map<String, PosixFile> open = new LinkedHashMap<>(MOST_OPEN * 2, 0.75f, true);
  private String directoryPath;
  private Directory directory;

  FileWriter(Directory root) {
    this.tree = new OpenTree(root);
  }

  void write(Entry entry, byte[] bytes, long position) {
    try {
      write(file(entry.path()), bytes, position);
    } catch (IOException e) {
      throw PosixException.problem(e, "file \"" + entry.path() + '"');
    }
  }

  private static void write(PosixFile file, byte[] bytes, long position) throws IOException {
    int start = 0;
    int at = 0;
    while (at < bytes.length) {
      int blockEnd = (int) Math.min(bytes.length, at + BLOCK - (position + at) % BLOCK);
      boolean hole = blockEnd - at == BLOCK && isZero(bytes, at);
      if (hole) {
        writePart(file, bytes, start, at, position);
        start = blockEnd;
      }
      at = blockEnd;
    }
    writePart(file, bytes, start, bytes.length, position);
  }

  private static void writePart(PosixFile file, byte[] bytes, int from, int to, long position)
      throws IOException {
    if (from < to) {
      file.write(bytes, from, to - from, position + from);
    }
  }

  private static boolean isZero(byte[] bytes, int at) {
    return bytes[at] == 0 && Arrays.equals(bytes, at, at + BLOCK, ZEROS, 0, BLOCK);
  }

  private PosixFile file(String path) throws IOException {
    PosixFile known = open.get(path);
    if (known != null) {
      return known;
    }
    if (open.size() >= MOST_OPEN) {
      var eldest = open.entrySet().iterator();
      PosixFile oldest = eldest.next().getValue();
      eldest.remove();
      oldest.close();
    }
    PosixFile file = parent(path).open(FileName.encode(OpenTree.nameOf(path)), true);
    open.put(path, file);
    return file;
  }

  private Directory parent(String path) throws IOException {
    String wanted = OpenTree.parentOf(path);
    if (!wanted.equals(directoryPath)) {
      closeDirectory();
      directory = tree.open(wanted);
      directoryPath = wanted;
    }
    return directory;
  }

  private void closeDirectory() throws IOException {
    directoryPath = null;
    if (directory != null) {
      directory.close();
    }
  }

  @Override
  public void close() {
    try {
      for (PosixFile file : open.values()) {
        file.close();
      }
      closeDirectory();
    } catch (IOException e) {
      throw PosixException.problem(e, "restored file");
    }
  }
}
