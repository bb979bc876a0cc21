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

  /** A reference by URL; one that is no {@code file:} URL is remote. */
  Reference ofUrl(String url, String table, String column, long cells) {
    String path = FileUrls.path(url);
    return path == null
        ? new Reference(Reference.Kind.REMOTE, url, null, table, column, cells)
        : ofPath(url, path, table, column, cells);
  }

  /** A reference to a local file; its path is told as the media root is, links resolved or not. */
  Reference ofPath(String url, String path, String table, String column, long cells) {
    for (Root root : roots) {
      if (path.startsWith(root.spelled())) {
        String told = root.given() + "/" + path.substring(root.spelled().length());
        return new Reference(Reference.Kind.MANAGED, url, told, table, column, cells);
      }
    }
    return new Reference(Reference.Kind.EXTERNAL, url, path, table, column, cells);
  }
}
