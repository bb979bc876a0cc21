package dev.davit.postgres.restore;

/** Names and texts as SQL writes them, whatever characters they hold. */
final class SqlNames {
  private SqlNames() {}

  static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  static String literal(String text) {
    return (text.indexOf('\\') >= 0 ? "E'" : "'")
        + text.replace("\\", "\\\\").replace("'", "''")
        + "'";
  }
}
