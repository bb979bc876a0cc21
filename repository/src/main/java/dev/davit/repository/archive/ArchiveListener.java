package dev.davit.repository.archive;

import dev.davit.contracts.error.DavitException;
import dev.davit.repository.snapshot.Node;

/** Hears what an archiver does; called by the archiving thread only. Paths are relative. */
public interface ArchiveListener {
  ArchiveListener NONE = new ArchiveListener() {};

  /**
   * A file is stored.
   *
   * @param node with its content
   * @param unchanged taken from the parent without reading it
   */
  default void file(String path, Node node, boolean unchanged) {}

  /** Bytes were read from the source. */
  default void read(long bytes) {}

  /** Listed, but gone when it was opened; it is left out. */
  default void vanished(String path) {}

  /** Could not be read. Returning leaves it out; the default gives up. */
  default void failed(String path, DavitException why) {
    throw why;
  }
}
