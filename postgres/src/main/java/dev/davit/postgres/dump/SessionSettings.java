package dev.davit.postgres.dump;

import dev.davit.postgres.DatabaseUrl;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings under which a row has one text form, whatever server, role or database say: what
 * pg_dump sets itself, and what it leaves to them. Capture and validation must use the same.
 */
public final class SessionSettings {
  private static final Map<String, String> STABLE_TEXT =
      new TreeMap<>(
          Map.of(
              "TimeZone", "UTC",
              "DateStyle", "ISO,YMD",
              "IntervalStyle", "postgres",
              "bytea_output", "hex",
              "xmlbinary", "base64",
              "lc_monetary", "C",
              "quote_all_identifiers", "off",
              "extra_float_digits", "3",
              "synchronize_seqscans", "off",
              "row_security", "off"));

  private SessionSettings() {}

  /** The environment of a libpq program with these settings, beside what the URL says. */
  public static Map<String, String> environment(DatabaseUrl url) {
    var all = new TreeMap<>(url.environment());
    var options = new StringBuilder(all.getOrDefault("PGOPTIONS", ""));
    STABLE_TEXT.forEach((k, v) -> options.append(" -c ").append(k).append('=').append(v));
    all.put("PGOPTIONS", options.toString().strip());
    return all;
  }

  /** Gives a session the same text forms, names always with their schema, and no time limits. */
  public static void apply(Connection session) throws SQLException {
    try (var s = session.createStatement()) {
      for (var setting : STABLE_TEXT.entrySet()) {
        s.addBatch("SET " + setting.getKey() + " = '" + setting.getValue() + "'");
      }
      s.addBatch("SET search_path = pg_catalog");
      s.executeBatch();
    }
    removeTimeLimits(session);
  }

  /** Long reading must not be ended by a limit that is meant for the application's sessions. */
  public static void removeTimeLimits(Connection session) throws SQLException {
    String sql =
        "SELECT set_config(name, '0', false) FROM pg_settings WHERE name IN ('statement_timeout',"
            + " 'lock_timeout', 'idle_in_transaction_session_timeout', 'idle_session_timeout',"
            + " 'transaction_timeout')";
    try (var s = session.createStatement()) {
      s.execute(sql);
    }
  }
}
