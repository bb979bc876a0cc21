package dev.davit.repository.maintain;

import dev.davit.repository.pack.Blob;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Blobs of one pack that are read at once, because reading what lies between costs less. */
final class PackRuns {
  private static final int LONGEST_READ = 8 << 20;
  private static final int GAP = 64 << 10;

  private PackRuns() {}

  /** Each run in the order of its offsets. */
  static List<List<Blob>> of(List<Blob> blobs) {
    List<Blob> sorted = blobs.stream().sorted(Comparator.comparingLong(Blob::offset)).toList();
    List<List<Blob>> runs = new ArrayList<>();
    for (int from = 0; from < sorted.size(); ) {
      int to = from + 1;
      while (to < sorted.size() && isNear(sorted.get(from), sorted.get(to - 1), sorted.get(to))) {
        to++;
      }
      runs.add(sorted.subList(from, to));
      from = to;
    }
    return runs;
  }

  private static boolean isNear(Blob first, Blob previous, Blob next) {
    long gap = next.offset() - previous.offset() - previous.length();
    return gap <= GAP && next.offset() + next.length() - first.offset() <= LONGEST_READ;
  }

  /** How many bytes the run spans. */
  static int length(List<Blob> run) {
    Blob last = run.getLast();
    return Math.toIntExact(last.offset() + last.length() - run.getFirst().offset());
  }
}
