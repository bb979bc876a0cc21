package dev.davit.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.cli.client.EventView;
import dev.davit.contracts.error.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One event as one line for people. */
public final class EventLine {
  private static final List<String> PLAIN = List.of("point", "step", "wal", "reason");
  private static final List<String> SIZES = List.of("bytes", "stored");
  private static final List<String> COUNTS = List.of("files", "tables", "rows", "count");

  private static final int LONGEST = 2_000;

  /** As wide as a time. */
  private static final String NO_TIME = " ".repeat(19);

  private EventLine() {}

  /** {@code 2026-01-02 03:04:05 shop dump.pinned wal 0/16B3748}. */
  public static String of(EventView event) {
    String time = event.time() == null ? NO_TIME : Human.time(event.time());
    return plain(time + "  " + event.system() + "  " + event.name() + "  " + details(event))
        .stripTrailing();
  }

  /** What is worth saying of it beside its name; may be empty. */
  public static String details(EventView event) {
    var data = event.data();
    if (event.isProgress()) {
      return plain(progress(data));
    }
    var parts = new ArrayList<String>();
    problem(data.path("problem"), parts);
    PLAIN.forEach(name -> add(parts, name, data.path(name).asText("")));
    add(parts, "state", data.path("state").asText("").toLowerCase(Locale.ROOT));
    long carried = data.path("carriedForward").asLong();
    add(parts, "gone from disk, taken from the point before:", carried == 0 ? "" : "" + carried);
    COUNTS.forEach(
        n -> add(parts, n, data.path(n).isNumber() ? Human.count(data.path(n).asLong()) : ""));
    SIZES.forEach(
        n -> add(parts, n, data.path(n).isNumber() ? Human.bytes(data.path(n).asLong()) : ""));
    return plain(String.join(", ", parts));
  }

  /** {@code media files: 1,200 of 5,000, 35 MiB}. */
  static String progress(JsonNode data) {
    var amount = data.path("amount");
    var parts = new ArrayList<String>();
    if (amount.path("items").asLong() > 0) {
      parts.add(
          Human.count(amount.path("items").asLong()) + total(amount.path("totalItems"), false));
    }
    if (amount.path("bytes").asLong() > 0) {
      parts.add(
          Human.bytes(amount.path("bytes").asLong()) + total(amount.path("totalBytes"), true));
    }
    String step = data.path("step").asText();
    return parts.isEmpty() ? step : step + ": " + String.join(", ", parts);
  }

  /** One line, whatever the event's publisher wrote. */
  private static String plain(String line) {
    return PlainText.of(line, LONGEST);
  }

  private static String total(JsonNode total, boolean size) {
    if (!total.isNumber()) {
      return "";
    }
    return " of " + (size ? Human.bytes(total.asLong()) : Human.count(total.asLong()));
  }

  private static void problem(JsonNode problem, List<String> parts) {
    if (problem.isObject()) {
      String what = problem.path("code").asText() + " " + problem.path("meaning").asText("");
      String which = problem.path("object").asText("") + " " + problem.path("reason").asText("");
      parts.add(what.strip() + (which.isBlank() ? "" : ": " + which.strip()));
      add(parts, "remedy:", problem.path("remedy").asText(""));
    }
  }

  private static void add(List<String> parts, String name, String value) {
    if (!value.isEmpty()) {
      parts.add(name + " " + value);
    }
  }
}
