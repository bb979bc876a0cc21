package dev.davit.repository.archive;

import dev.davit.repository.snapshot.Node;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;

/**
 * A tree to be stored. Read once, depth first, by one thread; {@link Item#open} is called by that
 * thread, too, before the next item is asked for.
 */
public interface Source {
  /** The directory whose children become the stored tree. */
  Item root() throws IOException;

  /** One entry. Its node has neither content nor subtree. */
  interface Item {
    Node node();

    /**
     * Children of a directory by ascending bytes of their names; each may be gone when it is
     * opened.
     *
     * @throws java.nio.file.NoSuchFileException if it vanished meanwhile
     */
    Children children() throws IOException;

    /**
     * The bytes of a file, from the start.
     *
     * @throws java.nio.file.NoSuchFileException if it vanished meanwhile
     */
    InputStream open() throws IOException;
  }

  /** Closed once read, or given up. Items are of use until then. */
  interface Children extends Iterator<Item>, Closeable {
    /** For children that hold nothing open. */
    static Children of(Iterator<Item> items) {
      return new Children() {
        @Override
        public boolean hasNext() {
          return items.hasNext();
        }

        @Override
        public Item next() {
          return items.next();
        }

        @Override
        public void close() {}
      };
    }
  }
}
