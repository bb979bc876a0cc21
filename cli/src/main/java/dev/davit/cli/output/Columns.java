package dev.davit.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.cli.client.RunView;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Which columns people see of each kind of thing. */
public enum Columns {
  SYSTEMS(
      column("NAME", "/name"),
      column("PROFILE", "/settings/profile"),
      new Column(
          "DATABASE", row -> first(row, "/settings/database/home", "/settings/database/url")),
      new Column("SCHEDULE", Columns::schedule),
      column("REPOSITORY", "/settings/repository/location")),
  POINTS(
      new Column("POINT", row -> first(row, "/id", "/point")),
      column("SYSTEM", "/system"),
      new Column("STATE", row -> lower(first(row, "/state"))),
      new Column("AT", row -> time(row, "/at", "/snapshotAt")),
      new Column("FILES", row -> count(row, "/files")),
      new Column("SIZE", row -> bytes(row, "/bytes")),
      new Column("NEW", row -> bytes(row, "/stored"))),
  RUNS(
      column("RUN", "/id"),
      column("SYSTEM", "/system"),
      new Column("KIND", row -> lower(first(row, "/kind"))),
      new Column("STATE", row -> lower(first(row, "/state"))),
      new Column("REQUESTED", row -> time(row, "/requestedAt", "/createdAt", "/startedAt")),
      new Column("TOOK", Columns::took),
      new Column("POINT OR PROBLEM", row -> first(row, "/problem/code", "/point"))),
  SCHEDULES(
      column("SYSTEM", "/system"),
      column("CRON", "/cron"),
      column("ZONE", "/zone"),
      new Column("NEXT", Columns::nextStart),
      column("OVERLAP", "/overlap"),
      new Column("PAUSED", Columns::paused)),
  FIRES(
      new Column("FIRE", row -> time(row, "/first")),
      new Column("TO", row -> row.path("fires").asLong() > 1 ? time(row, "/last") : null),
      new Column("FIRES", row -> count(row, "/fires")),
      column("OUTCOME", "/outcome"),
      new Column("RUN OR REASON", row -> first(row, "/run", "/text"))),
  QUARANTINE(
      new Column("RECORD", Columns::record),
      new Column("AT", row -> time(row, "/at")),
      column("STATE", "/state"),
      column("REASON", "/reason"));

  private final List<Column> columns;

  Columns(Column... columns) {
    this.columns = List.of(columns);
  }

  private record Column(String header, Function<JsonNode, String> cell) {}

  public List<String> headers() {
    return columns.stream().map(Column::header).toList();
  }

  /** Cells of one row; null where there is nothing to show. */
  public List<String> cells(JsonNode row) {
    return columns.stream()
        .map(column -> column.cell().apply(row))
        .map(cell -> cell == null ? "" : cell)
        .toList();
  }

  private static Column column(String header, String pointer) {
    return new Column(header, row -> first(row, pointer));
  }

  private static String first(JsonNode row, String... pointers) {
    for (String pointer : pointers) {
      var value = row.at(pointer);
      if (value.isValueNode() && !value.isNull()) {
        return value.asText();
      }
    }
    return null;
  }

  /** With the service that set it aside, in the form that the verbs for one record take. */
  private static String record(JsonNode row) {
    String service = first(row, "/service");
    return (service == null ? "" : service.replaceAll("-service$", "") + "/") + first(row, "/id");
  }

  private static String schedule(JsonNode row) {
    String cron = first(row, "/schedule/cron");
    return cron == null ? null : cron + " " + first(row, "/schedule/zone");
  }

  /** As the clock on the schedule's own wall shows it. */
  private static String nextStart(JsonNode row) {
    String at = first(row, "/nextStartAt");
    return at == null ? null : Human.time(Instant.parse(at), ZoneId.of(first(row, "/zone")));
  }

  private static String paused(JsonNode row) {
    if (!row.path("paused").asBoolean()) {
      return "no";
    }
    String by = first(row, "/pause/by");
    return by == null
        ? "by its definition"
        : "by " + by + " since " + time(row, "/pause/at") + ": " + first(row, "/pause/reason");
  }

  private static String lower(String text) {
    return text == null ? null : text.toLowerCase(Locale.ROOT);
  }

  private static String time(JsonNode row, String... pointers) {
    String text = first(row, pointers);
    return text == null ? null : Human.time(Instant.parse(text));
  }

  private static String bytes(JsonNode row, String pointer) {
    return row.at(pointer).isNumber() ? Human.bytes(row.at(pointer).asLong()) : null;
  }

  private static String count(JsonNode row, String pointer) {
    return row.at(pointer).isNumber() ? Human.count(row.at(pointer).asLong()) : null;
  }

  private static String took(JsonNode row) {
    var took = new RunView(row).took();
    return took == null ? null : Human.duration(took);
  }
}
