package dev.davit.media;

import dev.davit.media.model.MediaPlaces;
import dev.davit.repository.Repository;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.posix.Directory;
import dev.davit.repository.posix.FileStat;
import dev.davit.repository.posix.FileType;
import dev.davit.repository.posix.PosixFile;
import dev.davit.repository.snapshot.FileName;
import dev.davit.repository.snapshot.Node;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Walks the captured files outside of all roots, directory by directory, and tells how what stands
 * at their places compares. Holds the way from the top and one directory's count. Used by one
 * thread.
 */
final class ExternalLook {
  private final Repository repository;
  private final MediaPlaces places;
  private final Visitor visitor;
  private final List<Node> way = new ArrayList<>();
  private long leftOut;

  ExternalLook(Repository repository, MediaPlaces places, Visitor visitor) {
    this.repository = repository;
    this.places = places;
    this.visitor = visitor;
  }

  /** Hears of each directory that has files and a place. */
  @FunctionalInterface
  interface Visitor {
    void directory(Found found) throws IOException;
  }

  /**
   * A directory with captured files.
   *
   * @param place where its files go
   * @param way the captured directories down to it, itself last
   * @param absent files that are not there; likewise the others
   * @param bytes size of the files that are not there as they were captured
   */
  record Found(
      BlobId tree,
      String place,
      List<Node> way,
      long absent,
      long same,
      long other,
      String firstOther,
      long bytes) {}

  /** Files that have no place at this target. */
  long leftOut() {
    return leftOut;
  }

  /**
   * @param tree null: there are none
   */
  void run(BlobId tree) throws IOException {
    if (tree != null) {
      directory(tree, "");
    }
  }

  private void directory(BlobId tree, String path) throws IOException {
    String place = places.external(path + "/-").map(TreePaths::parent).orElse(null);
    compare(tree, place);
    Iterator<Node> nodes = repository.trees().nodes(tree);
    while (nodes.hasNext()) {
      Node node = nodes.next();
      if (node.isDirectory()) {
        way.add(node);
        directory(node.subtree(), path + "/" + node.name());
        way.removeLast();
      }
    }
  }

  private void compare(BlobId tree, String place) throws IOException {
    long[] counts = new long[Standing.values().length];
    long bytes = 0;
    String firstOther = null;
    Iterator<Node> nodes = repository.trees().nodes(tree);
    while (nodes.hasNext()) {
      Node node = nodes.next();
      if (!node.isFile()) {
        continue;
      }
      if (place == null) {
        leftOut++;
        continue;
      }
      Standing standing = standing(repository, node, place);
      counts[standing.ordinal()]++;
      bytes += standing == Standing.SAME ? 0 : node.size();
      firstOther = standing == Standing.OTHER && firstOther == null ? node.name() : firstOther;
    }
    long absent = counts[Standing.ABSENT.ordinal()];
    long same = counts[Standing.SAME.ordinal()];
    long other = counts[Standing.OTHER.ordinal()];
    if (absent + same + other > 0) {
      visitor.directory(
          new Found(tree, place, List.copyOf(way), absent, same, other, firstOther, bytes));
    }
  }

  /** How what stands at a file's place compares with it. */
  enum Standing {
    ABSENT,
    SAME,
    OTHER
  }

  static Standing standing(Repository repository, Node node, String place) throws IOException {
    byte[] name = FileName.encode(node.name());
    try (Directory in = Directory.open(FileName.encode(place.isEmpty() ? "/" : place))) {
      FileStat stat = in.stat(name);
      if (stat.type() != FileType.FILE || stat.size() != node.size()) {
        return Standing.OTHER;
      }
      boolean same = stat.mtime().equals(node.mtime()) || hasContent(repository, node, in, name);
      return same ? Standing.SAME : Standing.OTHER;
    } catch (NoSuchFileException | NotDirectoryException absent) {
      return Standing.ABSENT;
    }
  }

  private static boolean hasContent(Repository repository, Node node, Directory in, byte[] name)
      throws IOException {
    try (PosixFile file = in.open(name, false);
        InputStream there = file.stream();
        InputStream captured = repository.read(node)) {
      byte[] ours = captured.readNBytes(1 << 16);
      while (ours.length > 0) {
        if (!java.util.Arrays.equals(ours, there.readNBytes(ours.length))) {
          return false;
        }
        ours = captured.readNBytes(1 << 16);
      }
      return true;
    }
  }
}
