package dev.davit.repository.archive;

import dev.davit.repository.snapshot.Node;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;

/**
 * A tree to be stored. Read once, depth first, by one thread; {@link Item#open} is called by that
 * thread, too.
 */
public interface Source extends AutoCloseable {
  /** The directory whose children become the stored tree. */
  Item root() throws IOException;

  @Override
  default void close() throws IOException {}

  /** One entry. Its node has neither content nor subtree. */
  interface Item {
    Node node();

    /**
     * Children of a directory by ascending bytes of their names; each is met only once and may be
     * gone when it is opened.
     *
     * @throws java.nio.file.NoSuchFileException if it vanished meanwhile
     */
    Iterator<Item> children() throws IOException;

    /**
     * The bytes of a file, from the start.
     *
     * @throws java.nio.file.NoSuchFileException if it vanished meanwhile
     */
    InputStream open() throws IOException;
  }
}
