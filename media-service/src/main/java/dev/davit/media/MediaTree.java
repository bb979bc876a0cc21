package dev.davit.media;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.media.model.Excludes;
import dev.davit.repository.archive.LocalTree;
import dev.davit.repository.archive.Source;
import dev.davit.repository.posix.Directory;
import dev.davit.repository.posix.FileStat;
import dev.davit.repository.snapshot.FileName;
import dev.davit.repository.snapshot.Node;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * A media root without what is excluded, which notes the files that changed while they were read.
 * Used by one thread.
 */
final class MediaTree implements Source {
  /** More than this is no media tree at rest; bounds what is held. */
  private static final int MOST_CHANGED = 10_000;

  private final Path directory;
  private final LocalTree tree;
  private final Excludes excludes;
  private final List<String> changed = new ArrayList<>();

  MediaTree(Path directory, Excludes excludes) {
    this.directory = directory;
    this.tree = new LocalTree(directory);
    this.excludes = excludes;
  }

  /** Files whose stored content may be part old and part new, ascending. */
  List<String> changed() {
    return changed.stream().sorted(TreePaths::compare).toList();
  }

  @Override
  public Item root() throws IOException {
    return new Watched(tree.root(), "", null);
  }

  /** Whether the file is still what its node says; gone is not changed. */
  static boolean isAsBefore(Directory in, byte[] name, Node node) throws IOException {
    try {
      FileStat now = in.stat(name);
      return now.inode() == node.inode()
          && now.size() == node.size()
          && now.mtime().equals(node.mtime())
          && now.ctime().equals(node.ctime());
    } catch (NoSuchFileException gone) {
      return true;
    }
  }

  private void noteChanged(String path) {
    if (changed.size() >= MOST_CHANGED) {
      throw new DavitException(
          ErrorCode.FILE_CHANGED,
          "media directory \"" + directory + "\"",
          "more than " + MOST_CHANGED + " files; exclude what the application writes all the time");
    }
    changed.add(path);
  }

  /** An entry; {@code parent} is its directory, to look at it again. */
  private final class Watched implements Item {
    private final Item item;
    private final String path;
    private final Directory parent;

    Watched(Item item, String path, Directory parent) {
      this.item = item;
      this.path = path;
      this.parent = parent;
    }

    @Override
    public Node node() {
      return item.node();
    }

    @Override
    public Children children() throws IOException {
      Directory here = Directory.open(TreePaths.absolute(directory.toString(), path));
      try {
        return new Wanted(item.children(), path.isEmpty() ? "" : path + "/", here);
      } catch (IOException | RuntimeException e) {
        here.close();
        throw e;
      }
    }

    @Override
    public InputStream open() throws IOException {
      return new FilterInputStream(item.open()) {
        @Override
        public void close() throws IOException {
          super.close();
          if (!isAsBefore(parent, FileName.encode(node().name()), node())) {
            noteChanged(path);
          }
        }
      };
    }
  }

  /** A directory's entries without the excluded ones. */
  private final class Wanted implements Children {
    private final Children children;
    private final String prefix;
    private final Directory here;
    private Item next;

    Wanted(Children children, String prefix, Directory here) {
      this.children = children;
      this.prefix = prefix;
      this.here = here;
    }

    @Override
    public boolean hasNext() {
      while (next == null && children.hasNext()) {
        Item item = children.next();
        String path = prefix + item.node().name();
        next = excludes.excludes(path) ? null : new Watched(item, path, here);
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
      try (here) {
        children.close();
      }
    }
  }
}
