package dev.davit.e2e.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Medians and percentiles of what was measured. */
final class Numbers {
  private final double[] sorted;

  private Numbers(double[] values) {
    sorted = values;
    Arrays.sort(sorted);
  }

  static Numbers of(List<Double> values) {
    return new Numbers(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  static Numbers of(double[] values) {
    return new Numbers(values.clone());
  }

  /** The smallest value that so many of all do not exceed; 0 where there are none. */
  double percentile(double percent) {
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted.length == 0 ? 0 : sorted[Math.max(0, rank - 1)];
  }

  double median() {
    return percentile(50);
  }

  double least() {
    return percentile(0);
  }

  double most() {
    return percentile(100);
  }

  /** {@code 4,120 (3,980 to 4,300)}: the median, and the spread. */
  String spread() {
    return String.format(Locale.ROOT, "%,.0f (%,.0f to %,.0f)", median(), least(), most());
  }
}
