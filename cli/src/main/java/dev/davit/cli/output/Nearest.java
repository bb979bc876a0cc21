package dev.davit.cli.output;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What somebody may have meant who typed something else. */
final class Nearest {
  private Nearest() {}

  /** The name that fewest changed letters lead to; empty if it takes more than a third of them. */
  static Optional<String> to(String typed, Collection<String> names) {
    return names.stream()
        .min(Comparator.comparingInt(name -> distance(typed, name)))
        .filter(name -> distance(typed, name) <= Math.max(2, typed.length() / 3));
  }

  /** Letters to insert, delete or replace (Levenshtein). */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
