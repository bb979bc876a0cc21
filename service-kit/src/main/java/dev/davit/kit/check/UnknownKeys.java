package dev.davit.kit.check;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
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
  public static void refuse(String prefix, Collection<String> known, Collection<String> present) {
    SortedSet<String> unknown = new TreeSet<>();
    for (String key : present) {
      if (key.startsWith(prefix) && !isKnown(key, known)) {
        unknown.add(key);
      }
    }
    if (!unknown.isEmpty()) {
      String first = unknown.getFirst();
      String reason = nearest(first, known).map(near -> "did you mean " + near + "?").orElse(null);
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

  /** Empty if nothing is near: a third of the key's letters may differ. */
  static Optional<String> nearest(String key, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt((String name) -> distance(key, name)).thenComparing(n -> n))
        .filter(name -> distance(key, name) <= Math.max(2, key.length() / 3));
  }

  /** Levenshtein's: letters to add, remove or change. */
  static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int change = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[right.length()];
  }
}
