package dev.davit.e2e.bench;

import dev.davit.e2e.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A directory for everything that a benchmark stores; gone when it is closed. */
record Workplace(Path directory) implements AutoCloseable {
  static Workplace open(String name) throws IOException {
    Path directory = Files.createTempDirectory("davit-bench-" + name);
    // As root, the servers run as another user, who must pass through.
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    return new Workplace(directory);
  }

  Path resolve(String name) {
    return directory.resolve(name);
  }

  @Override
  public void close() throws IOException {
    Trees.delete(directory);
  }
}
