package dev.davit.audit.model;

import dev.davit.contracts.settings.MediaRoot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where a recovery point keeps the file of an absolute path: {@code media/<root>/…} below a media
 * root, {@code media/external/<absolute path>} otherwise. Pure.
 */
public final class MediaLayout {
  /** Holds files outside of every root, by their absolute paths. */
  public static final String EXTERNAL = "media/external";

  private final List<Root> roots = new ArrayList<>();

  private record Root(String base, String prefix) {}

  public MediaLayout(List<MediaRoot> roots) {
    roots.forEach(root -> this.roots.add(new Root("media/" + root.name(), withSlash(root.path()))));
    this.roots.sort(Comparator.comparing((Root root) -> root.prefix().length()).reversed());
  }

  /**
   * A place in the point.
   *
   * @param base directory of the point, such as {@code media/main}
   * @param origin absolute directory that it was captured from, with a slash at the end
   * @param path below both
   */
  public record Place(String base, String origin, String path) {}

  /**
   * Every place where the file may be, the likeliest first; paths that are sorted are sorted within
   * each base, too.
   *
   * @param path absolute
   */
  public List<Place> places(String path) {
    var places = new ArrayList<Place>();
    for (Root root : roots) {
      if (path.startsWith(root.prefix()) && path.length() > root.prefix().length()) {
        places.add(new Place(root.base(), root.prefix(), path.substring(root.prefix().length())));
      }
    }
    if (path.startsWith("/") && path.length() > 1) {
      places.add(new Place(EXTERNAL, "/", path.substring(1)));
    }
    return places;
  }

  private static String withSlash(String path) {
    return path.replaceAll("/+$", "") + "/";
  }
}
