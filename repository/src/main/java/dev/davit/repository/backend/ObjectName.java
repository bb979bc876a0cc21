package dev.davit.repository.backend;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * Name of a stored object.
 *
 * @param id 64 lower-case hexadecimal digits; {@code config} for the configuration
 */
public record ObjectName(ObjectKind kind, String id) implements Comparable<ObjectName> {
  private static final String CONFIG_ID = "config";
  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");
  private static final Comparator<ObjectName> ORDER =
      Comparator.comparing(ObjectName::kind).thenComparing(ObjectName::id);

  public ObjectName {
    if (!isId(kind, id)) {
      throw new IllegalArgumentException("not the id of a " + kind + ": " + id);
    }
  }

  public static ObjectName config() {
    return new ObjectName(ObjectKind.CONFIG, CONFIG_ID);
  }

  public static ObjectName of(ObjectKind kind, String id) {
    return new ObjectName(kind, id);
  }

  /** Whether the text can be an id; foreign files in a repository's directories are none. */
  public static boolean isId(ObjectKind kind, String id) {
    return kind == ObjectKind.CONFIG ? id.equals(CONFIG_ID) : ID.matcher(id).matches();
  }

  /** Relative to the root of the repository, such as {@code data/ab/ab12…}. */
  public String path() {
    return switch (kind) {
      case CONFIG -> id;
      case PACK -> kind.directory() + "/" + id.substring(0, 2) + "/" + id;
      default -> kind.directory() + "/" + id;
    };
  }

  @Override
  public int compareTo(ObjectName other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return path();
  }
}
