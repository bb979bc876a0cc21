package dev.davit.contracts.point;

import java.util.List;

/**
 * The outcome of the proof that every reference resolves.
 *
 * @param missing the first hundred that do not
 * @param missingCount all that do not: zero for a sealed point
 */
public record ClosureSummary(
    long managed, long external, long remote, long missingCount, List<Reference> missing) {
  public ClosureSummary {
    missing = missing == null ? List.of() : List.copyOf(missing);
  }

  public boolean complete() {
    return missingCount == 0;
  }
}
