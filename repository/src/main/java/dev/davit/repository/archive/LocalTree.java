package dev.davit.repository.archive;

import java.nio.file.Path;

/** A directory of this machine, its mounts included. Names of any bytes; links are not followed. */
public final class LocalTree implements Source {
  private final Path directory;

  /**
   * @throws dev.davit.contracts.error.DavitException {@code PATH_MISSING}, {@code PATH_REFUSED}
   */
  public LocalTree(Path directory) {
    this.directory = directory;
  }

  @Override
  public Item root() {
    throw new IllegalStateException("not yet: " + directory);
  }
}
