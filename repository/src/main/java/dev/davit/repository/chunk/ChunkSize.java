package dev.davit.repository.chunk;

/**
 * How finely a stream is cut, in bytes. The last chunk may be shorter than {@code min}.
 *
 * @param whole a stream up to this long stays one chunk
 * @param average a power of two
 * @param max at most 8 MiB
 */
public record ChunkSize(int whole, int min, int average, int max) {
  public static final int LIMIT = 8 << 20;
  private static final int FINEST = 16 << 10;
  private static final int MEDIA = 1 << 20;

  public ChunkSize {
    if (min < 64
        || min >= average
        || average >= max
        || max > LIMIT
        || whole > max
        || Integer.bitCount(average) != 1) {
      throw new IllegalArgumentException(
          "chunk sizes out of order: " + whole + ' ' + min + ' ' + average + ' ' + max);
    }
  }

  /** Files: about 1 MiB each, files up to 1 MiB in one piece. */
  public static ChunkSize media() {
    return new ChunkSize(MEDIA, MEDIA / 2, MEDIA, LIMIT);
  }

  /**
   * Table dumps: fine enough that a day's changed rows cost little, coarse enough that a stream
   * never makes more than about 2¹⁸ blobs.
   *
   * @param expectedBytes estimate of the stream's length; 0 if unknown
   */
  public static ChunkSize dump(long expectedBytes) {
    long wanted = Math.max(FINEST, expectedBytes >> 18);
    int average = (int) Math.min(MEDIA, Long.highestOneBit(wanted * 2 - 1));
    return new ChunkSize(average / 4, average / 4, average, average * 8);
  }
}
