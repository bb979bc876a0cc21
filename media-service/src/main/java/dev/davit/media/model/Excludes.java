package dev.davit.media.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What of a media root is not captured. A pattern without a slash names entries at any depth, one
 * with a slash is relative to the root; {@code *} and {@code ?} stay within a name, {@code **}
 * crosses directories. A directory that is left out takes what is in it along. Case counts.
 *
 * <p>Never captured: what recoveries keep beside the living files, and a file system's own {@code
 * lost+found} at the top of the root.
 */
public final class Excludes {
  private final List<Pattern> names = new ArrayList<>();
  private final List<Pattern> paths = new ArrayList<>();

  public Excludes(List<String> patterns) {
    for (String pattern : patterns) {
      String trimmed = pattern.replaceAll("^/|/$", "");
      if (!trimmed.isEmpty()) {
        boolean path = pattern.indexOf('/') >= 0 && pattern.indexOf('/') < pattern.length() - 1;
        (path ? paths : names).add(regex(trimmed));
      }
    }
  }

  /**
   * @param path relative to the root, without a leading slash
   */
  public boolean excludes(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    boolean top = name.length() == path.length();
    if (SideNames.isSide(name) || (top && SideNames.isFileSystems(name))) {
      return true;
    }
    return names.stream().anyMatch(pattern -> pattern.matcher(name).matches())
        || paths.stream().anyMatch(pattern -> pattern.matcher(path).matches());
  }

  private static Pattern regex(String glob) {
    var regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (glob.startsWith("**/", i)) {
        regex.append("(?:.*/)?");
        i += 2;
      } else if (glob.startsWith("**", i)) {
        regex.append(".*");
        i += 1;
      } else if (c == '*') {
        regex.append("[^/]*");
      } else if (c == '?') {
        regex.append("[^/]");
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
