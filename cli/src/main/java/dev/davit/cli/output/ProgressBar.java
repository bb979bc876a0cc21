package dev.davit.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.cli.client.EventView;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A run on a terminal: facts as lines that stay, below them one line that moves with what each
 * service is at. Not thread-safe.
 */
public final class ProgressBar implements RunDisplay {
  private static final String CLEAR_LINE = "\r\u001b[K";
  private static final String DIM = "\u001b[2m";
  private static final String PLAIN = "\u001b[0m";
  private static final int CELLS = 20;

  private final PrintWriter err;
  private final boolean colour = Terminal.hasColour();
  private final Map<String, JsonNode> current = new TreeMap<>();

  public ProgressBar(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void event(EventView event) {
    if (event.isProgress()) {
      current.put(event.speaker(), event.data());
    } else {
      current.remove(event.speaker());
      err.print(CLEAR_LINE + line(event) + System.lineSeparator());
    }
    draw();
  }

  private String line(EventView event) {
    String time = event.time() == null ? "" : Human.time(event.time()).substring(11) + "  ";
    return (colour ? DIM + time + PLAIN : time) + event.name() + "  " + EventLine.details(event);
  }

  private void draw() {
    String words =
        current.entrySet().stream()
            .map(e -> e.getKey() + " " + EventLine.progress(e.getValue()))
            .collect(Collectors.joining("  |  "));
    String line = words.isEmpty() ? "" : bar(share()) + " " + words;
    err.print(CLEAR_LINE + line.substring(0, Math.min(line.length(), Terminal.width() - 1)));
    err.flush();
  }

  /** Of those services whose totals are known; negative if none is. */
  private double share() {
    return current.values().stream()
        .map(data -> data.path("amount"))
        .filter(a -> a.path("totalBytes").asLong() > 0)
        .mapToDouble(a -> a.path("bytes").asDouble() / a.path("totalBytes").asDouble())
        .average()
        .orElse(-1);
  }

  private static String bar(double share) {
    int full = (int) Math.round(Math.clamp(share, 0, 1) * CELLS);
    return share < 0 ? "" : "[" + "#".repeat(full) + "-".repeat(CELLS - full) + "]";
  }

  @Override
  public void away(String reason) {
    err.print(CLEAR_LINE + "the server does not answer: waiting for it");
    err.flush();
  }

  @Override
  public void close() {
    err.print(CLEAR_LINE);
    err.flush();
  }
}
