package dev.davit.media.model;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.settings.MediaRoot;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The media roots of one capture, and which of them a referenced path lies in. */
public final class CaptureRoots {
  /** What the name of a root would hide: files outside of all roots lie there. */
  public static final String EXTERNAL = "external";

  private final List<MediaRoot> roots;

  /**
   * @throws DavitException INVALID_REQUEST for names that are no single path component, are used
   *     twice or reserved, and for a root within another one
   */
  public CaptureRoots(List<MediaRoot> roots) {
    this.roots = List.copyOf(roots);
    Set<String> names = new HashSet<>();
    for (MediaRoot root : roots) {
      requireName(root, names);
      for (MediaRoot other : roots) {
        if (other != root && isInside(path(root), path(other))) {
          throw invalid(root, "it lies in the root \"" + other.name() + "\"");
        }
      }
    }
  }

  public List<MediaRoot> all() {
    return roots;
  }

  /** The part of the path below this root; empty if it lies elsewhere. */
  public static Optional<String> below(MediaRoot root, String path) {
    String prefix = path(root) + "/";
    return path.startsWith(prefix) && path.length() > prefix.length()
        ? Optional.of(path.substring(prefix.length()))
        : Optional.empty();
  }

  /** True for an absolute path that lies in none of the roots. */
  public boolean isExternal(String path) {
    return path.startsWith("/") && roots.stream().allMatch(root -> below(root, path).isEmpty());
  }

  /** Without a final slash. */
  private static String path(MediaRoot root) {
    return root.path().replaceAll("/+$", "");
  }

  private static boolean isInside(String path, String directory) {
    return path.equals(directory) || path.startsWith(directory + "/");
  }

  private static void requireName(MediaRoot root, Set<String> names) {
    String name = root.name();
    boolean component =
        !name.isEmpty() && !name.contains("/") && !name.equals(".") && !name.equals("..");
    if (!component || name.equals(EXTERNAL)) {
      throw invalid(root, component ? "the name is reserved" : "the name is one path component");
    }
    if (!names.add(name)) {
      throw invalid(root, "two roots have this name");
    }
  }

  private static DavitException invalid(MediaRoot root, String reason) {
    return new DavitException(
        ErrorCode.INVALID_REQUEST, "media root \"" + root.name() + "\"", reason);
  }
}
