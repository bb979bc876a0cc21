package dev.davit.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** What a schedule will do, for people: next fires, then the year's clock changes. */
public final class PreviewTable {
  private static final DateTimeFormatter WALL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final DateTimeFormatter SHIFTED = DateTimeFormatter.ofPattern("HH:mm:ss xxx");

  private PreviewTable() {}

  public static String of(JsonNode preview) {
    String zone = preview.path("zone").asText();
    var text = new StringBuilder();
    text.append(preview.path("cron").asText()).append(" in ").append(zone).append("\n\n");
    text.append(fires(preview, ZoneId.of(zone))).append('\n');
    String year = preview.path("year").asText();
    if (preview.path("clockChanges").isEmpty()) {
      return text.append("No clock changes there in ").append(year).append(".\n").toString();
    }
    return text.append("Clock changes of ")
        .append(year)
        .append(":\n")
        .append(changes(preview))
        .toString();
  }

  private static Table fires(JsonNode preview, ZoneId zone) {
    boolean offset = !Duration.parse(preview.path("offset").asText()).isZero();
    var headers = new ArrayList<>(List.of("FIRE (LOCAL)", "UTC"));
    if (offset) {
      headers.add("STARTS (LOCAL)");
    }
    var table = new Table(headers);
    for (JsonNode fire : preview.path("fires")) {
      Instant at = instant(fire, "at");
      var cells = new ArrayList<>(List.of(Human.time(at, zone), WALL.format(utc(at))));
      if (offset) {
        cells.add(Human.time(instant(fire, "startsAt"), zone));
      }
      table.row(cells);
    }
    return table;
  }

  private static Table changes(JsonNode preview) {
    var table = new Table(List.of("FROM (LOCAL)", "TO (LOCAL)", "UTC", "FIRES", "WHAT HAPPENS"));
    for (JsonNode change : preview.path("clockChanges")) {
      table.row(
          List.of(
              side(change, "before", "offsetBefore"),
              side(change, "after", "offsetAfter"),
              WALL.format(utc(instant(change, "at"))),
              Human.count(change.path("fires").asLong()),
              what(change)));
    }
    return table;
  }

  private static String what(JsonNode change) {
    var text = new StringBuilder(words(change.path("effect").asText()));
    List<String> shown = new ArrayList<>();
    for (JsonNode shift : change.path("shown")) {
      var happens = OffsetDateTime.parse(shift.path("happens").asText());
      var wanted = LocalDateTime.parse(shift.path("wanted").asText());
      shown.add(wanted.toLocalTime() + " at " + SHIFTED.format(happens));
    }
    if (!shown.isEmpty()) {
      text.append(": ").append(String.join(", ", shown));
      text.append(shown.size() < change.path("fires").asLong() ? ", …" : "");
    }
    return text.toString();
  }

  private static String words(String effect) {
    return switch (effect) {
      case "moved" -> "moved behind the gap";
      case "once" -> "once in the repeat";
      case "follows-utc" -> "follows UTC";
      default -> "nothing";
    };
  }

  private static String side(JsonNode change, String local, String offset) {
    return WALL.format(LocalDateTime.parse(change.path(local).asText()))
        + " "
        + change.path(offset).asText();
  }

  private static Instant instant(JsonNode node, String field) {
    return Instant.parse(node.path(field).asText());
  }

  private static LocalDateTime utc(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
