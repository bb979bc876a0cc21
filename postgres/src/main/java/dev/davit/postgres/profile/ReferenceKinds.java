package dev.davit.postgres.profile;

import dev.davit.contracts.point.Reference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tells what a URL or path names: a file of a media root, another file, or a remote object. */
final class ReferenceKinds {
  /** A root as it is given, and one way in which rows may spell it. */
  private record Root(String given, String spelled) {}

  private final List<Root> roots = new ArrayList<>();

  ReferenceKinds(Iterable<Path> mediaRoots) {
    for (Path root : mediaRoots) {
      String given = root.toAbsolutePath().normalize().toString();
      roots.add(new Root(given, given + "/"));
      String real = real(root);
      if (!real.equals(given)) {
        roots.add(new Root(given, real + "/"));
      }
    }
  }

  private static String real(Path root) {
    try {
      return root.toRealPath().toString();
    } catch (IOException e) {
      return root.toAbsolutePath().normalize().toString(); // it is gone: a restore comes next
    }
  }

  /**
   * One cell that holds a reference.
   *
   * @param row null if unknown
   */
  record Cell(String table, String column, String row) {}

  /** A reference by URL; one that is no {@code file:} URL is remote. */
  Reference ofUrl(String url, Cell cell, long cells) {
    String path = FileUrls.path(url);
    return path == null
        ? reference(Reference.Kind.REMOTE, url, null, cell, cells)
        : ofPath(url, path, cell, cells);
  }

  /** A reference to a local file; its path is told as the media root is, links resolved or not. */
  Reference ofPath(String url, String path, Cell cell, long cells) {
    for (Root root : roots) {
      if (path.startsWith(root.spelled())) {
        String told = root.given() + "/" + path.substring(root.spelled().length());
        return reference(Reference.Kind.MANAGED, url, told, cell, cells);
      }
    }
    return reference(Reference.Kind.EXTERNAL, url, path, cell, cells);
  }

  private static Reference reference(
      Reference.Kind kind, String url, String path, Cell cell, long cells) {
    return new Reference(kind, url, path, cell.table(), cell.column(), cell.row(), cells);
  }
}
