package dev.davit.repository.maintain;

import dev.davit.repository.pack.BlobId;

/**
 * Which packs a check reads whole. A pack is always in the same slice, so that slices taken in turn
 * read everything once, whatever is added meanwhile. Immutable.
 */
public final class DataSubset {
  private static final DataSubset NONE = new DataSubset(0, 0, 0);
  private static final DataSubset ALL = new DataSubset(0, 1, 1);

  private final long number;
  private final long size;
  private final long of;

  private DataSubset(long number, long size, long of) {
    this.number = number;
    this.size = size;
    this.of = of;
  }

  public static DataSubset none() {
    return NONE;
  }

  public static DataSubset all() {
    return ALL;
  }

  /**
   * One of several slices of about the same size.
   *
   * @param number from 1
   * @throws IllegalArgumentException if there is no such slice
   */
  public static DataSubset slice(long number, long of) {
    if (of < 1 || number < 1 || number > of) {
      throw new IllegalArgumentException("no slice " + number + " of " + of);
    }
    return new DataSubset(number - 1, 1, of);
  }

  /**
   * A share, to the hundredth of a percent.
   *
   * @param percent above 0, at most 100
   * @param from any number: another one begins elsewhere
   * @throws IllegalArgumentException for any other percentage
   */
  public static DataSubset share(double percent, long from) {
    long share = Math.round(percent * 100);
    if (share < 1 || share > 10_000) {
      throw new IllegalArgumentException("not a percentage above 0 up to 100: " + percent);
    }
    return new DataSubset(Math.floorMod(from, 10_000L), share, 10_000);
  }

  /** True if nothing is in it, whatever there is. */
  public boolean isNone() {
    return size == 0;
  }

  /** Ids are hashes: they spread evenly. */
  boolean includes(BlobId pack) {
    return size > 0
        && Math.floorMod(Long.remainderUnsigned(pack.quarter(0), of) - number, of) < size;
  }
}
