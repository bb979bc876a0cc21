package dev.davit.kit.check;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Nearest;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/** Refuses configuration keys that nobody reads: a misspelt key would quietly do nothing. */
public final class UnknownKeys {
  private UnknownKeys() {}

  /**
   * @param prefix ours, such as {@code davit.}; other keys are not judged
   * @param known every key that is read; one that ends in {@code .*} stands for all below it
   * @param present the keys that somebody has set
   * @throws DavitException {@link ErrorCode#CONFIG_UNKNOWN_KEY} naming the first unknown key and
   *     the known one nearest to it
   */
  public static void refuse(String prefix, Collection<String> known, Iterable<String> present) {
    SortedSet<String> unknown = new TreeSet<>();
    for (String key : present) {
      if (key.startsWith(prefix) && !isKnown(key, known)) {
        unknown.add(key);
      }
    }
    if (!unknown.isEmpty()) {
      String first = unknown.getFirst();
      String reason =
          Nearest.to(first, known).map(near -> "did you mean " + near + "?").orElse(null);
      throw new DavitException(ErrorCode.CONFIG_UNKNOWN_KEY, "key \"" + first + "\"", reason);
    }
  }

  private static boolean isKnown(String key, Collection<String> known) {
    return known.stream()
        .anyMatch(name ->
            name.endsWith(".*")
                ? key.startsWith(name.substring(0, name.length() - 1))
                : name.equals(key));
  }
}
