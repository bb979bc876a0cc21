package dev.davit.contracts.point;

import java.util.Comparator;

/**
 * Orders paths component by component, each by its unsigned UTF-8 bytes: the order in which a
 * depth-first walk over sorted directories meets them. {@code a/b} comes before {@code a.b}.
 */
public final class PathOrder implements Comparator<String> {
  public static final PathOrder INSTANCE = new PathOrder();

  private PathOrder() {}

  @Override
  public int compare(String left, String right) {
    return java.util.Arrays.compareUnsigned(key(left), key(right));
  }

  /** The path's bytes with the separator made the lowest of all values. */
  private static byte[] key(String path) {
    byte[] bytes = path.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '/') {
        bytes[i] = 0;
      }
    }
    return bytes;
  }
}
