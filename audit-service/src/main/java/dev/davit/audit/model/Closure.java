package dev.davit.audit.model;

import dev.davit.contracts.point.ClosureSummary;
import dev.davit.contracts.point.Reference;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The proof that every reference resolves, added up over the databases of a point. Holds the first
 * hundred that do not, however many there are. Used by one thread.
 */
public final class Closure {
  private static final int MOST_NAMED = 100;

  private final Map<Reference.Kind, Long> counts = new EnumMap<>(Reference.Kind.class);
  private final List<Reference> missing = new ArrayList<>();
  private long missingCount;

  /**
   * Takes one database's references.
   *
   * @param references sorted, as they are stored
   * @param stored whether a local reference's file is stored whole; asked in that order, and never
   *     for remote ones, which are counted alone
   */
  public void join(Iterator<Reference> references, Predicate<Reference> stored) {
    while (references.hasNext()) {
      Reference reference = references.next();
      counts.merge(reference.kind(), 1L, Long::sum);
      boolean local = reference.kind() != Reference.Kind.REMOTE;
      if (local && (reference.path() == null || !stored.test(reference))) {
        missingCount++;
        if (missing.size() < MOST_NAMED) {
          missing.add(reference);
        }
      }
    }
  }

  /** How many references of a kind were joined. */
  public long count(Reference.Kind kind) {
    return counts.getOrDefault(kind, 0L);
  }

  public ClosureSummary summary() {
    return new ClosureSummary(
        count(Reference.Kind.MANAGED),
        count(Reference.Kind.EXTERNAL),
        count(Reference.Kind.REMOTE),
        missingCount,
        missing);
  }
}
