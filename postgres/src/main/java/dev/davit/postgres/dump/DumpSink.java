package dev.davit.postgres.dump;

import java.io.IOException;
import java.io.InputStream;

/** Takes the files of a dump, each as it grows. Called from several threads at once. */
public interface DumpSink {
  /**
   * Reads one file to its end. What is read is gone from disk: a sink that does not read on holds
   * the dump up.
   *
   * @param name file name in the dump's directory
   */
  void file(String name, InputStream content) throws IOException;
}
