package dev.davit.cli.verb;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.settings.MediaRoot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/** Reads {@code --media [NAME=]DIR}; a directory without a name is called by its last component. */
final class MediaOption {
  private MediaOption() {}

  /**
   * @throws DavitException PATH_MISSING if one is no directory, INVALID_REQUEST if two have one
   *     name
   */
  static List<MediaRoot> roots(List<String> options) {
    var names = new HashSet<String>();
    return options.stream()
        .map(MediaOption::root)
        .peek(root -> requireUnique(root, names))
        .toList();
  }

  private static MediaRoot root(String option) {
    int equals = option.indexOf('=');
    boolean named = equals > 0 && option.substring(0, equals).matches("[A-Za-z0-9._-]+");
    var path = Path.of(named ? option.substring(equals + 1) : option).toAbsolutePath().normalize();
    if (!Files.isDirectory(path)) {
      throw new DavitException(
          ErrorCode.PATH_MISSING, "media directory \"" + path + "\"", "it is no directory");
    }
    return new MediaRoot(named ? option.substring(0, equals) : name(path), path.toString(), null);
  }

  private static String name(Path path) {
    var last = path.getFileName();
    String name = last == null ? "" : last.toString().replaceAll("[^A-Za-z0-9._-]", "-");
    return name.isEmpty() ? "media" : name.toLowerCase(Locale.ROOT);
  }

  private static void requireUnique(MediaRoot root, HashSet<String> names) {
    if (!names.add(root.name())) {
      throw new DavitException(
          ErrorCode.INVALID_REQUEST,
          "media \"" + root.name() + "\"",
          "two directories have this name; give one as NAME=DIR");
    }
  }
}
