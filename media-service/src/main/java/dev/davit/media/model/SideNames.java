package dev.davit.media.model;

import dev.davit.contracts.RunId;
import java.util.regex.Pattern;

/**
 * The directory that a recovery keeps inside one that it replaces: in the same mount, so that
 * renaming is enough, and told by the run alone, so that whoever takes over finds it.
 */
public final class SideNames {
  /** What was restored and waits to change places. */
  public static final String NEW = "new";

  /** What was replaced. */
  public static final String OLD = "old";

  /** The names that go in, one after another, each ended by a zero byte. */
  public static final String LIST = "names";

  private static final Pattern SIDE = Pattern.compile("\\.davit-[0-9a-f]{8}");

  private SideNames() {}

  /** {@code .davit-<8 hexadecimal digits of the run>}. */
  public static String of(RunId run) {
    return ".davit-" + run.toString().substring(0, 8);
  }

  /** Whether some run keeps something under this name. */
  public static boolean isSide(String name) {
    return SIDE.matcher(name).matches();
  }

  /** Belongs to the file system, not to whoever uses it. */
  public static boolean isFileSystems(String name) {
    return name.equals("lost+found");
  }
}
