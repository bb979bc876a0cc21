package dev.davit.postgres.profile;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Makes Pixeltable's rows name files at their new place, each store table in one pass. */
final class PixeltableRewrite {
  /** A prefix of a text and what replaces it. */
  private record Prefix(String from, String to) {}

  private final Connection database;
  private final List<Prefix> urls = new ArrayList<>();
  private final List<Prefix> places = new ArrayList<>();

  private PixeltableRewrite(Connection database, List<PathMove> moves) {
    this.database = database;
    // The longest first: of two nested directories the inner one decides.
    var ordered = new ArrayList<>(moves);
    ordered.sort(Comparator.comparingInt((PathMove m) -> m.from().length()).reversed());
    for (PathMove m : ordered) {
      urls.add(new Prefix(FileUrls.of(m.from()) + "/", FileUrls.of(m.to()) + "/"));
      places.add(new Prefix(m.from() + "/", m.to() + "/"));
    }
  }

  /** Returns the number of rows changed. */
  static long run(Connection database, List<PathMove> moves) throws SQLException {
    if (moves.stream().allMatch(m -> m.from().equals(m.to()))) {
      return 0;
    }
    // One that stays is kept: it shields what is in it from the move of a directory around it.
    var rewrite = new PixeltableRewrite(database, moves);
    long rows = 0;
    for (var table : PixeltableColumns.byTable(database).entrySet()) {
      rows += rewrite.table(table.getKey(), table.getValue());
    }
    return rows + rewrite.destinations();
  }

  private long table(String table, List<PixeltableColumns.Column> columns) throws SQLException {
    String set =
        columns.stream()
            .map(c -> "\"" + c.name() + "\" = " + moved(c))
            .collect(Collectors.joining(", "));
    String where = columns.stream().map(this::concerned).collect(Collectors.joining(" OR "));
    try (var s = database.createStatement()) {
      return s.executeLargeUpdate("UPDATE public.\"" + table + "\" SET " + set + " WHERE " + where);
    }
  }

  private String moved(PixeltableColumns.Column c) {
    String name = "\"" + c.name() + "\"";
    if (c.kind() != PixeltableColumns.Kind.CELLMD) {
      return moved(name, urls);
    }
    return "CASE WHEN jsonb_typeof("
        + name
        + "->'file_urls') = 'array' THEN jsonb_set("
        + name
        + ", '{file_urls}', (SELECT coalesce(jsonb_agg("
        + moved("u", urls)
        + " ORDER BY o), '[]') FROM jsonb_array_elements_text("
        + name
        + "->'file_urls') WITH ORDINALITY x (u, o))) ELSE "
        + name
        + " END";
  }

  private String concerned(PixeltableColumns.Column c) {
    String name = "\"" + c.name() + "\"";
    return c.kind() == PixeltableColumns.Kind.CELLMD
        ? "EXISTS (SELECT 1 FROM jsonb_array_elements_text(CASE WHEN jsonb_typeof("
            + name
            + "->'file_urls') = 'array' THEN "
            + name
            + "->'file_urls' END) u WHERE "
            + starts("u", urls)
            + ")"
        : starts(name, urls);
  }

  private static String starts(String value, List<Prefix> prefixes) {
    return prefixes.stream()
        .map(p -> "starts_with(" + value + ", " + literal(p.from()) + ")")
        .collect(Collectors.joining(" OR ", "(", ")"));
  }

  private static String moved(String value, List<Prefix> prefixes) {
    var text = new StringBuilder("CASE");
    for (Prefix p : prefixes) {
      text.append(" WHEN starts_with(").append(value).append(", ").append(literal(p.from()));
      text.append(") THEN ").append(literal(p.to())).append(" || substr(").append(value);
      text.append(", ").append(p.from().codePointCount(0, p.from().length()) + 1).append(')');
    }
    return text.append(" ELSE ").append(value).append(" END").toString();
  }

  /**
   * A computed column may store its files in a local directory: as URL or path, with or without a
   * final slash.
   */
  private long destinations() throws SQLException {
    String select =
        "SELECT t.id::text, c.key, c.value->>'destination' FROM public.tables t,"
            + " jsonb_each(t.md->'column_md') c"
            + " WHERE jsonb_typeof(c.value->'destination') = 'string'";
    record Destination(String table, String column, String place) {}
    var found = new ArrayList<Destination>();
    try (var s = database.createStatement();
        var r = s.executeQuery(select)) {
      while (r.next()) {
        found.add(new Destination(r.getString(1), r.getString(2), r.getString(3)));
      }
    }
    long changed = 0;
    String update =
        "UPDATE public.tables SET md = jsonb_set(md, ARRAY['column_md', ?, 'destination'],"
            + " to_jsonb(?::text)) WHERE id = ?::uuid";
    try (var s = database.prepareStatement(update)) {
      for (var d : found) {
        String place = movedPlace(d.place());
        if (!place.equals(d.place())) {
          s.setString(1, d.column());
          s.setString(2, place);
          s.setString(3, d.table());
          changed += s.executeUpdate();
        }
      }
    }
    return changed;
  }

  private String movedPlace(String place) {
    var prefixes = new ArrayList<>(urls);
    prefixes.addAll(places);
    for (Prefix p : prefixes) {
      if ((place + "/").startsWith(p.from())) {
        String rest = (place + "/").substring(p.from().length());
        String whole = p.to() + rest;
        return place.endsWith("/") ? whole.substring(0, whole.length() - 1) : stripped(whole);
      }
    }
    return place;
  }

  private static String stripped(String text) {
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  private static String literal(String text) {
    return (text.indexOf('\\') >= 0 ? "E'" : "'")
        + text.replace("\\", "\\\\").replace("'", "''")
        + "'";
  }
}
