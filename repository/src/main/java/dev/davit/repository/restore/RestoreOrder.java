package dev.davit.repository.restore;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Orders pieces by where they lie, so that each range of a pack is read about once. Small gaps are
 * read through: a request costs more than they do.
 */
final class RestoreOrder {
  private static final int LONGEST = 8 << 20;
  private static final int GAP = 64 << 10;

  private static final Comparator<Piece> ORDER =
      Comparator.comparing((Piece piece) -> piece.from().pack())
          .thenComparingLong(piece -> piece.from().blob().offset());

  private RestoreOrder() {}

  static List<Fetch> of(List<Piece> pieces) {
    List<Piece> sorted = new ArrayList<>(pieces);
    sorted.sort(ORDER);
    List<Fetch> fetches = new ArrayList<>();
    List<Piece> run = new ArrayList<>();
    long start = 0;
    long end = 0;
    for (Piece piece : sorted) {
      long offset = piece.from().blob().offset();
      long pieceEnd = offset + piece.from().blob().length();
      boolean joins =
          !run.isEmpty()
              && run.getFirst().from().pack().equals(piece.from().pack())
              && offset <= end + GAP
              && pieceEnd - start <= LONGEST;
      if (!joins) {
        close(fetches, run, start, end);
        run = new ArrayList<>();
        start = offset;
        end = pieceEnd;
      }
      run.add(piece);
      end = Math.max(end, pieceEnd);
    }
    close(fetches, run, start, end);
    return fetches;
  }

  private static void close(List<Fetch> fetches, List<Piece> run, long start, long end) {
    if (!run.isEmpty()) {
      fetches.add(new Fetch(run.getFirst().from().pack(), start, end, run));
    }
  }
}
