package dev.davit.cli.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postgresql.PGConnection;

/**
 * Everything that a recovery must bring back, read with plain SQL and plain file reads: each
 * table's rows, the schema, each file's bytes, mode and time. It shares no code with what it
 * judges. Immutable.
 *
 * @param tables table name to row count and SHA-256 over its sorted rows
 * @param schema a line for each column, index and constraint
 * @param files path to size, mode, time and SHA-256
 */
record SourceState(
    SortedMap<String, Content> tables, TreeSet<String> schema, SortedMap<String, Content> files) {

  /**
   * @param amount rows of a table, bytes of a file
   * @param identity digest and, for a file, mode and time
   */
  record Content(long amount, String identity) {}

  /**
   * @param connection to the database, with no transaction under way
   * @param places directories and files to read, each with the path under which it is to be known;
   *     a missing one has no content
   */
  static SourceState read(Connection connection, Map<Path, Path> places)
      throws SQLException, IOException {
    connection.setAutoCommit(true);
    try (var statement = connection.createStatement()) {
      statement.execute(
          "SET timezone = 'UTC'; SET datestyle = 'ISO, YMD'; SET extra_float_digits = 1");
    }
    var tables = new TreeMap<String, Content>();
    for (String table : column(connection, TABLES)) {
      tables.put(table, rows(connection, table));
    }
    var files = new TreeMap<String, Content>();
    for (var place : places.entrySet()) {
      addFiles(place.getKey(), place.getValue(), files);
    }
    return new SourceState(tables, new TreeSet<>(column(connection, SCHEMA)), files);
  }

  private static final String TABLES =
      "SELECT quote_ident(relname) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace";

  private static final String SCHEMA =
      """
      SELECT concat_ws(' ', 'column', c.relname, row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum), a.attname,
             format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid))
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
      UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
      UNION ALL SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid))
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'u', 'f', 'c')
      """;

  long rowCount() {
    return tables.values().stream().mapToLong(Content::amount).sum();
  }

  long fileBytes() {
    return files.values().stream().mapToLong(Content::amount).sum();
  }

  /** What {@code other} has not, has more, or has otherwise; a line each, empty if all is equal. */
  List<String> differences(SourceState other) {
    var lines = new ArrayList<String>();
    compare("table", tables, other.tables, lines);
    compare("file", files, other.files, lines);
    for (String line : schema) {
      if (!other.schema.contains(line)) {
        lines.add("missing: " + line);
      }
    }
    for (String line : other.schema) {
      if (!schema.contains(line)) {
        lines.add("unexpected: " + line);
      }
    }
    return lines;
  }

  private static void compare(
      String what,
      SortedMap<String, Content> mine,
      SortedMap<String, Content> theirs,
      List<String> lines) {
    mine.forEach((name, content) -> {
      Content other = theirs.get(name);
      if (other == null) {
        lines.add("missing: " + what + " " + name);
      } else if (!other.equals(content)) {
        lines.add("different: " + what + " " + name + ", " + content + " became " + other);
      }
    });
    theirs.keySet().stream()
        .filter(name -> !mine.containsKey(name))
        .forEach(name -> lines.add("unexpected: " + what + " " + name));
  }

  private static Content rows(Connection connection, String table)
      throws SQLException, IOException {
    var digest = sha256();
    try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      long rows =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyOut(
                  "COPY (SELECT r::text FROM public."
                      + table
                      + " r ORDER BY r::text COLLATE \"C\") TO STDOUT",
                  out);
      return new Content(rows, HexFormat.of().formatHex(digest.digest()));
    }
  }

  private static void addFiles(Path root, Path knownAs, SortedMap<String, Content> files)
      throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (var walk = Files.walk(root)) {
      for (Path file : (Iterable<Path>) walk.filter(Files::isRegularFile)::iterator) {
        var digest = sha256();
        try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
          in.transferTo(OutputStream.nullOutputStream());
        }
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        FileTime time = Files.getLastModifiedTime(file);
        String identity = mode + " " + time + " " + HexFormat.of().formatHex(digest.digest());
        String below = root.relativize(file).toString();
        files.put(
            below.isEmpty() ? knownAs.toString() : knownAs.resolve(below).toString(),
            new Content(Files.size(file), identity));
      }
    }
  }

  private static List<String> column(Connection connection, String sql) throws SQLException {
    var values = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
