package dev.davit.cli.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Left-aligned columns, two spaces apart. Not thread-safe. */
public final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  public Table(List<String> headers) {
    rows.add(List.copyOf(headers));
  }

  /**
   * @param cells as many as there are headers; null is shown as a dash
   */
  public Table row(List<String> cells) {
    rows.add(cells.stream().map(cell -> cell == null || cell.isEmpty() ? "-" : cell).toList());
    return this;
  }

  /** The whole table, headers first; every line ends in a line end. */
  @Override
  public String toString() {
    int[] widths = widths();
    var text = new StringBuilder();
    for (var row : rows) {
      var line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        line.append(row.get(i)).repeat(' ', widths[i] - length(row.get(i)) + 2);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private int[] widths() {
    int[] widths = new int[rows.getFirst().size()];
    Arrays.setAll(
        widths, i -> rows.stream().mapToInt(row -> length(row.get(i))).max().orElseThrow());
    return widths;
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
