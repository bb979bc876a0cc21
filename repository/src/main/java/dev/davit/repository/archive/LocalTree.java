package dev.davit.repository.archive;

import dev.davit.repository.posix.Directory;
import dev.davit.repository.posix.DirectoryEntry;
import dev.davit.repository.posix.Owners;
import dev.davit.repository.posix.PosixException;
import dev.davit.repository.snapshot.Node;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * A directory of this machine, its mounts included. Names of any bytes; links are stored, not
 * followed, except in the directory's own path. Files that vanish while it is listed are left out.
 */
public final class LocalTree implements Source {
  private final Path directory;
  private final Owners owners = new Owners();

  public LocalTree(Path directory) {
    this.directory = directory;
  }

  @Override
  public Item root() throws IOException {
    try (Directory open = Directory.open(directory)) {
      return new Root(LocalNodes.of("root", open.stat(), "", open.xattrs(), owners));
    }
  }

  private final class Root implements Item {
    private final Node node;

    Root(Node node) {
      this.node = node;
    }

    @Override
    public Node node() {
      return node;
    }

    @Override
    public Children children() throws IOException {
      return listing(Directory.open(directory), owners);
    }

    @Override
    public InputStream open() throws IOException {
      throw new NoSuchFileException(directory.toString(), null, "it is a directory");
    }
  }

  /** Takes over the directory. */
  private static Children listing(Directory directory, Owners owners) throws IOException {
    try {
      return new Listing(directory, directory.entries(), owners);
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /** An entry of an open directory. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Entry(Directory parent, byte[] name, Node node, Owners owners) implements Item {
    static Entry of(Directory parent, byte[] name, Owners owners) throws IOException {
      return new Entry(parent, name, LocalNodes.read(parent, name, owners), owners);
    }

    @Override
    public Children children() throws IOException {
      return listing(parent.directory(name), owners);
    }

    @Override
    public InputStream open() throws IOException {
      return parent.open(name, false).stream();
    }
  }

  private static final class Listing implements Children {
    private final Directory directory;
    private final List<DirectoryEntry> entries;
    private final Owners owners;
    private int at;
    private Item next;

    Listing(Directory directory, List<DirectoryEntry> entries, Owners owners) {
      this.directory = directory;
      this.entries = entries;
      this.owners = owners;
    }

    @Override
    public boolean hasNext() {
      while (next == null && at < entries.size()) {
        byte[] name = entries.get(at++).name();
        try {
          next = Entry.of(directory, name, owners);
        } catch (NoSuchFileException vanished) {
          continue;
        } catch (IOException e) {
          throw PosixException.problem(e, "file \"" + entries.get(at - 1) + '"');
        }
      }
      return next != null;
    }

    @Override
    public Item next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Item item = next;
      next = null;
      return item;
    }

    @Override
    public void close() throws IOException {
      directory.close();
    }
  }
}
