package dev.davit.repository.snapshot;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * restic writes a node's name as Go quotes a string, without the quotes, so that bytes which are no
 * UTF-8 survive JSON: {@code \xff}.
 */
final class GoQuote {
  private static final String SIMPLE = "abfnrtv\\\"'";
  private static final String SIMPLE_VALUES = "\u0007\b\f\n\r\t\u000b\\\"'";

  private GoQuote() {}

  /**
   * @param name as {@link FileName} text
   */
  static String quote(String name) {
    var out = new StringBuilder(name.length() + 8);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean paired =
          Character.isHighSurrogate(c)
              && i + 1 < name.length()
              && Character.isLowSurrogate(name.charAt(i + 1));
      if (paired) {
        out.append(c).append(name.charAt(++i));
      } else if (Character.isLowSurrogate(c)) {
        hex(out, c & 0xff);
      } else if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c == 0x7f) {
        hex(out, c);
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /**
   * @return as {@link FileName} text
   * @throws IllegalArgumentException if it is not quoted so
   */
  static String unquote(String quoted) {
    if (quoted.indexOf('\\') < 0) {
      return quoted;
    }
    var out = new ByteArrayOutputStream(quoted.length());
    for (int i = 0; i < quoted.length(); ) {
      int c = quoted.codePointAt(i);
      if (c != '\\') {
        utf8(out, c);
        i += Character.charCount(c);
      } else {
        i = escape(quoted, i + 1, out);
      }
    }
    return FileName.decode(out.toByteArray());
  }

  private static void hex(StringBuilder out, int b) {
    out.append("\\x").append(Character.forDigit(b >> 4, 16)).append(Character.forDigit(b & 15, 16));
  }

  private static void utf8(ByteArrayOutputStream out, int point) {
    out.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
  }

  /** Reads what follows the backslash; returns where it ends. */
  private static int escape(String text, int at, ByteArrayOutputStream out) {
    if (at >= text.length()) {
      throw new IllegalArgumentException("a name ends with a backslash");
    }
    char c = text.charAt(at);
    int simple = SIMPLE.indexOf(c);
    if (simple >= 0) {
      out.write(SIMPLE_VALUES.charAt(simple));
      return at + 1;
    }
    switch (c) {
      case 'x' -> out.write(number(text, at + 1, 2, 16));
      case 'u' -> utf8(out, number(text, at + 1, 4, 16));
      case 'U' -> utf8(out, number(text, at + 1, 8, 16));
      default -> {
        out.write(number(text, at, 3, 8));
        return at + 3;
      }
    }
    return at + 1 + (c == 'x' ? 2 : c == 'u' ? 4 : 8);
  }

  private static int number(String text, int at, int digits, int radix) {
    if (at + digits > text.length()) {
      throw new IllegalArgumentException("a name ends within an escape");
    }
    int value = Integer.parseInt(text, at, at + digits, radix);
    if (value < 0 || value > Character.MAX_CODE_POINT || radix == 8 && value > 0xff) {
      throw new IllegalArgumentException("a name has an escape out of range");
    }
    return value;
  }
}
