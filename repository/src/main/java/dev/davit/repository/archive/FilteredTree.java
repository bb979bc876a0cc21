package dev.davit.repository.archive;

import dev.davit.repository.snapshot.Node;
import java.io.IOException;
import java.io.InputStream;
import java.util.NoSuchElementException;

/** A source without what is to be left out. */
public final class FilteredTree implements Source {
  private final Source inner;
  private final String path;
  private final Exclude exclude;

  /**
   * @param path absolute, of the source's root; what is left out is named by absolute paths
   */
  public FilteredTree(Source inner, String path, Exclude exclude) {
    this.inner = inner;
    this.path = path.equals("/") ? "" : path;
    this.exclude = exclude;
  }

  @Override
  public Item root() throws IOException {
    return new Filtered(inner.root(), path);
  }

  private final class Filtered implements Item {
    private final Item item;
    private final String at;

    Filtered(Item item, String at) {
      this.item = item;
      this.at = at;
    }

    @Override
    public Node node() {
      return item.node();
    }

    @Override
    public Children children() throws IOException {
      return new Kept(item.children(), at);
    }

    @Override
    public InputStream open() throws IOException {
      return item.open();
    }
  }

  private final class Kept implements Children {
    private final Children children;
    private final String directory;
    private Item next;

    Kept(Children children, String directory) {
      this.children = children;
      this.directory = directory;
    }

    @Override
    public boolean hasNext() {
      while (next == null && children.hasNext()) {
        Item found = children.next();
        String child = directory + '/' + found.node().name();
        next = exclude.matches(child) ? null : new Filtered(found, child);
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
      children.close();
    }
  }
}
