package dev.davit.postgres;

import java.util.Map;

/** What libpq's URL parameters are called by the JDBC driver and in libpq's environment. */
final class JdbcParameters {
  private static final Map<String, String> JDBC =
      Map.of(
          "sslmode", "sslmode",
          "sslrootcert", "sslrootcert",
          "sslcert", "sslcert",
          "sslkey", "sslkey",
          "application_name", "ApplicationName",
          "options", "options",
          "gssencmode", "gssEncMode",
          "channel_binding", "channelBinding",
          "connect_timeout", "connectTimeout",
          "target_session_attrs", "targetServerType");
  private static final Map<String, String> LIBPQ =
      Map.of(
          "sslmode", "PGSSLMODE",
          "sslrootcert", "PGSSLROOTCERT",
          "sslcert", "PGSSLCERT",
          "sslkey", "PGSSLKEY",
          "application_name", "PGAPPNAME",
          "options", "PGOPTIONS",
          "gssencmode", "PGGSSENCMODE",
          "channel_binding", "PGCHANNELBINDING",
          "connect_timeout", "PGCONNECT_TIMEOUT",
          "target_session_attrs", "PGTARGETSESSIONATTRS");

  private JdbcParameters() {}

  static void translate(String key, String value, Map<String, String> into) {
    if (key.equals("target_session_attrs")) {
      into.put("targetServerType", value.equals("read-write") ? "primary" : "any");
    } else if (JDBC.containsKey(key)) {
      into.put(JDBC.get(key), value);
    }
  }

  static void libpq(String key, String value, Map<String, String> into) {
    if (LIBPQ.containsKey(key)) {
      into.put(LIBPQ.get(key), value);
    }
  }
}
