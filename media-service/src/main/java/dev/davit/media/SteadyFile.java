package dev.davit.media;

import dev.davit.repository.archive.Archiver;
import dev.davit.repository.archive.StoredFile;
import dev.davit.repository.posix.Directory;
import dev.davit.repository.snapshot.Node;
import java.io.IOException;

/**
 * One file, read again if it changed meanwhile.
 *
 * @param stored bytes that were new to the repository
 * @param steady false if it changed during every one of three readings; the node holds the last
 */
record SteadyFile(Node node, long stored, boolean steady) {
  private static final int READINGS = 3;

  /**
   * @param parent the file in an earlier tree, taken over if unchanged; may be null
   * @throws java.nio.file.NoSuchFileException if there is none
   */
  static SteadyFile store(Archiver archiver, Directory in, byte[] name, Node parent)
      throws IOException {
    long stored = 0;
    for (int reading = 1; ; reading++) {
      StoredFile file = archiver.file(in, name, parent);
      stored += file.stored();
      boolean steady = !file.node().isFile() || MediaTree.isAsBefore(in, name, file.node());
      if (steady || reading == READINGS) {
        return new SteadyFile(file.node(), stored, steady);
      }
    }
  }
}
