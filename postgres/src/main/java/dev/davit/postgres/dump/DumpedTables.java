package dev.davit.postgres.dump;

import dev.davit.contracts.point.Fingerprint;
import dev.davit.postgres.ChildCommand;
import dev.davit.postgres.ChildProcess;
import dev.davit.postgres.PostgresPrograms;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Which table each data file of a dump holds, and with which columns. */
final class DumpedTables {
  private static final Pattern ENTRY = Pattern.compile("(\\d+); \\d+ (\\d+) TABLE DATA .*");

  /**
   * Columns as pg_dump copies them: those not generated, by number. Tables of extensions are left
   * out, as pg_dump takes only some of their rows.
   */
  private static final String TABLES =
      """
      SELECT c.oid::bigint, n.nspname, c.relname,
             ARRAY(SELECT a.attname::text FROM pg_attribute a
                   WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                     AND a.attgenerated = '' ORDER BY a.attnum)
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND n.nspname NOT LIKE 'pg\\_%'
        AND n.nspname <> 'information_schema'
        AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
                        AND d.objid = c.oid AND d.deptype = 'e')
      """;

  private DumpedTables() {}

  /** The fingerprints of all tables, by schema and name. */
  static List<Fingerprint> fingerprints(
      PostgresPrograms programs, Path directory, PinnedDatabase database, Map<String, RowSum> sums)
      throws InterruptedException {
    var tables = tables(database);
    var all = new ArrayList<Fingerprint>();
    for (String line : listing(programs, directory, database).split("\n", -1)) {
      var entry = ENTRY.matcher(line);
      if (entry.matches()) {
        var table = tables.get(Long.parseLong(entry.group(2)));
        var sum = sums.get(entry.group(1) + ".dat");
        if (table != null && sum != null) {
          all.add(
              new Fingerprint(
                  table.schema(), table.table(), table.columns(), sum.rows(), sum.sum()));
        }
      }
    }
    all.sort(Comparator.comparing(Fingerprint::schema).thenComparing(Fingerprint::table));
    return all;
  }

  private static String listing(PostgresPrograms programs, Path directory, PinnedDatabase database)
      throws InterruptedException {
    var line = List.of(programs.program("pg_restore"), "--list", directory.toString());
    byte[] output = ChildProcess.output(ChildCommand.of(line, Map.of()), database.url().quoted());
    return new String(output, StandardCharsets.UTF_8);
  }

  private record Table(String schema, String table, List<String> columns) {}

  private static Map<Long, Table> tables(PinnedDatabase database) {
    var all = new HashMap<Long, Table>();
    try (var s = database.session().createStatement();
        var r = s.executeQuery(TABLES)) {
      while (r.next()) {
        var columns = Arrays.asList((String[]) r.getArray(4).getArray());
        all.put(r.getLong(1), new Table(r.getString(2), r.getString(3), columns));
      }
      return all;
    } catch (SQLException e) {
      throw PinnedSnapshot.failed(database.url(), "listing its tables", e);
    }
  }

  /** File node of each table in the given session's view of the catalog. */
  static Map<Long, Long> fileNodes(Connection session) throws SQLException {
    String sql =
        "SELECT oid::bigint, relfilenode::bigint FROM pg_class WHERE relkind = 'r'"
            + " AND relpersistence <> 't' AND relnamespace NOT IN"
            + " ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)";
    var all = new HashMap<Long, Long>();
    try (var s = session.createStatement();
        var r = s.executeQuery(sql)) {
      while (r.next()) {
        all.put(r.getLong(1), r.getLong(2));
      }
    }
    return all;
  }
}
