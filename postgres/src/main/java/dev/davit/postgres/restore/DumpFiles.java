package dev.davit.postgres.restore;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The files of a captured dump, wherever they are kept. Called from several threads at once. */
public interface DumpFiles {
  /** Names in the dump's directory. */
  List<String> names();

  InputStream open(String name) throws IOException;

  /** Size in bytes. */
  long size(String name);
}
