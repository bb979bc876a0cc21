package dev.davit.media;

import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.point.Reference;
import dev.davit.repository.Repository;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.snapshot.Node;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * The local paths that any of a run's databases names, each once, by ascending {@link TreePaths}
 * order. Holds one line of each database. Used by one thread.
 */
final class ReferenceList implements Iterator<String>, AutoCloseable {
  private static final String DIRECTORY = "references";

  private final PriorityQueue<Lines> heads = new PriorityQueue<>();
  private String next;

  private ReferenceList() {}

  /**
   * @param part tree of the part that {@code references.listed} names
   */
  static ReferenceList open(Repository repository, BlobId part) {
    var list = new ReferenceList();
    Node directory = repository.node(part, DIRECTORY);
    if (directory != null) {
      for (Node file : repository.tree(directory.subtree()).nodes()) {
        list.add(new Lines(repository, file));
      }
    }
    list.next = list.take();
    return list;
  }

  private void add(Lines lines) {
    if (lines.advance()) {
      heads.add(lines);
    }
  }

  private String take() {
    Lines lines = heads.poll();
    if (lines == null) {
      return null;
    }
    String path = lines.path;
    add(lines);
    return path;
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public String next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    String current = next;
    do {
      next = take();
    } while (current.equals(next));
    return current;
  }

  @Override
  public void close() {
    heads.forEach(Lines::close);
  }

  /** One database's list; those with a path come first. */
  private static final class Lines implements Comparable<Lines>, AutoCloseable {
    private final BufferedReader in;
    private final String name;
    private String path;

    Lines(Repository repository, Node file) {
      this.in =
          new BufferedReader(new InputStreamReader(repository.read(file), StandardCharsets.UTF_8));
      this.name = file.name();
    }

    boolean advance() {
      try {
        String line = in.readLine();
        String found = line == null ? null : Json.read(line, Reference.class).path();
        requireOrder(found);
        path = found;
        if (found == null) {
          in.close();
        }
        return found != null;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** A list out of order would make files seem unreferenced without a word. */
    private void requireOrder(String found) {
      if (path != null && found != null && TreePaths.compare(path, found) > 0) {
        throw new DavitException(
            ErrorCode.REPOSITORY_DAMAGED, "file \"references/" + name + "\"", "it is out of order");
      }
    }

    @Override
    public int compareTo(Lines other) {
      return TreePaths.compare(path, other.path);
    }

    @Override
    public void close() {
      try {
        in.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
