package dev.davit.contracts.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What somebody may have meant who wrote something else. */
public final class Nearest {
  private Nearest() {}

  /**
   * The name that the fewest changed letters lead to, of equals the first by alphabet; empty if it
   * takes more than two letters and more than a third of them.
   */
  public static Optional<String> to(String written, Collection<String> names) {
    return names.stream()
        .min(
            Comparator.comparingInt((String name) -> distance(written, name)).thenComparing(n -> n))
        .filter(name -> distance(written, name) <= Math.max(2, written.length() / 3));
  }

  /** Letters to insert, remove or change (Levenshtein). */
  private static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int changed = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[right.length()];
  }
}
