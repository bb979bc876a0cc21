package dev.davit.postgres.profile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Between {@code file:} URLs and absolute paths, byte for byte as Python's pathlib does it. */
final class FileUrls {
  private static final String UNRESERVED = "_.-~/";

  private FileUrls() {}

  /** The absolute path that a URL names; null if it is no {@code file:} URL. */
  static String path(String url) {
    if (!url.regionMatches(true, 0, "file:", 0, 5)) {
      return null;
    }
    String rest = url.substring(5);
    if (rest.startsWith("//")) {
      int slash = rest.indexOf('/', 2);
      rest = slash < 0 ? "/" : rest.substring(slash);
    }
    int end = rest.length();
    for (int i = 0; i < end; i++) {
      if (rest.charAt(i) == '?' || rest.charAt(i) == '#') {
        end = i;
      }
    }
    return normal(decoded(rest.substring(0, end)));
  }

  /** {@code /a/../b} names {@code /b}: else a path could seem to lie below a directory. */
  static String normal(String path) {
    if (!path.startsWith("/")) {
      return path;
    }
    return path.contains("//") || path.contains("/.") ? Path.of(path).normalize().toString() : path;
  }

  private static String decoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] in = text.getBytes(StandardCharsets.UTF_8);
    var out = new ByteArrayOutputStream(in.length);
    for (int i = 0; i < in.length; i++) {
      int high = i + 2 < in.length && in[i] == '%' ? Character.digit(in[i + 1], 16) : -1;
      int low = high >= 0 ? Character.digit(in[i + 2], 16) : -1;
      if (low >= 0) {
        out.write(high << 4 | low);
        i += 2;
      } else {
        out.write(in[i]);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /** The URL of an absolute path. */
  static String of(String path) {
    var text = new StringBuilder("file://");
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 128 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0)) {
        text.append(c);
      } else {
        text.append(String.format("%%%02X", (int) c));
      }
    }
    return text.toString();
  }
}
