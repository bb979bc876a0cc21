package dev.davit.repository.archive;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What is left out, by restic's patterns: {@code *} and {@code ?} within a name, {@code [a-z]},
 * {@code **} for any number of directories. A pattern that begins with a slash is of the whole
 * path, any other one of its last names. What is below a directory that is left out is left out.
 * Immutable.
 */
public final class Exclude {
  private final List<Pattern> patterns;

  private Exclude(List<Pattern> patterns) {
    this.patterns = patterns;
  }

  /** Nothing is left out. */
  public static Exclude nothing() {
    return new Exclude(List.of());
  }

  /**
   * @throws DavitException {@code INVALID_REQUEST} for what is no pattern
   */
  public static Exclude of(List<String> patterns) {
    return new Exclude(patterns.stream().map(Exclude::compile).toList());
  }

  public boolean isNothing() {
    return patterns.isEmpty();
  }

  /**
   * @param path absolute
   */
  public boolean matches(String path) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(path).matches());
  }

  private static Pattern compile(String pattern) {
    String trimmed = pattern.length() > 1 ? pattern.replaceAll("/+$", "") : pattern;
    if (trimmed.isEmpty() || trimmed.equals("/")) {
      throw invalid(pattern);
    }
    var regex = new StringBuilder(trimmed.startsWith("/") ? "" : "(?:.*/)?");
    for (int i = 0; i < trimmed.length(); i++) {
      if (trimmed.startsWith("**/", i)) {
        regex.append("(?:.*/)?");
        i += 2;
      } else if (trimmed.startsWith("**", i)) {
        regex.append(".*");
        i++;
      } else {
        i = append(regex, trimmed, i);
      }
    }
    try {
      return Pattern.compile(regex.toString(), Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw invalid(pattern);
    }
  }

  /** Returns the place of the last character it took. */
  private static int append(StringBuilder regex, String pattern, int at) {
    char c = pattern.charAt(at);
    int end = c == '[' ? pattern.indexOf(']', at + 1) : -1;
    if (c == '*') {
      regex.append("[^/]*");
    } else if (c == '?') {
      regex.append("[^/]");
    } else if (end > at) {
      String inside = pattern.substring(at + 1, end).replace("\\", "\\\\").replace("[", "\\[");
      regex.append('[').append(inside.startsWith("!") ? "^" + inside.substring(1) : inside);
      regex.append("&&[^/]]");
      return end;
    } else {
      regex.append(Pattern.quote(String.valueOf(c)));
    }
    return at;
  }

  private static DavitException invalid(String pattern) {
    return new DavitException(
        ErrorCode.INVALID_REQUEST, "pattern \"" + pattern + '"', "it is no pattern of a path");
  }
}
