package dev.davit.media;

import dev.davit.repository.snapshot.FileName;
import java.util.Arrays;

/**
 * Paths within trees, as text of {@link FileName}: ordered component by component, each by its
 * bytes, which is how a walk over a tree meets them.
 */
final class TreePaths {
  private TreePaths() {}

  static int compare(String left, String right) {
    return Arrays.compareUnsigned(key(left), key(right));
  }

  /** The separator becomes the lowest of all bytes; no name contains a zero. */
  private static byte[] key(String path) {
    byte[] bytes = FileName.encode(path);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '/') {
        bytes[i] = 0;
      }
    }
    return bytes;
  }

  /** Empty for a path of one component. */
  static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** A path below an absolute directory, as the kernel has it. */
  static byte[] absolute(String directory, String path) {
    return FileName.encode(path.isEmpty() ? directory : directory + "/" + path);
  }

  /** Whether a tree can hold it: no component is empty or leads elsewhere. */
  static boolean isPlain(String path) {
    for (String name : path.split("/", -1)) {
      if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('\0') >= 0) {
        return false;
      }
    }
    return true;
  }
}
