package dev.davit.repository.posix;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Paths and names as the kernel has them: bytes without a meaning. */
public final class PathBytes {
  private PathBytes() {}

  /** The path's UTF-8 bytes, made absolute. */
  public static byte[] of(Path path) {
    return of(path.toAbsolutePath().toString());
  }

  public static byte[] of(String path) {
    return path.getBytes(StandardCharsets.UTF_8);
  }

  /** For messages: ASCII without control characters as it is, other bytes as {@code \xNN}. */
  public static String show(byte[] path) {
    var text = new String(path, StandardCharsets.UTF_8);
    boolean plain = text.chars().noneMatch(c -> c < ' ' || c == 0x7f || c == 0xfffd);
    if (plain) {
      return text;
    }
    var escaped = new StringBuilder(path.length + 16);
    for (byte b : path) {
      if (b >= ' ' && b < 0x7f && b != '\\') {
        escaped.append((char) b);
      } else {
        escaped.append("\\x%02x".formatted(b));
      }
    }
    return escaped.toString();
  }
}
