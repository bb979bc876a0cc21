package dev.davit.postgres.restore;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How each data file of a dump gets into its table, as pg_restore itself says it in the script that
 * it writes with {@code --verbose}: a comment with the number of the entry, which is the file's
 * name, then the COPY statement. Immutable.
 *
 * @param encoding of every data file
 * @param byFile data file to statement, {@code COPY … FROM stdin}
 */
record CopyStatements(String encoding, Map<String, String> byFile) {
  private static final Pattern ENCODING = Pattern.compile("(?m)^SET client_encoding = '([^']+)';$");
  private static final Pattern ENTRY = Pattern.compile("^-- TOC entry (\\d+) .*");
  private static final String END = " FROM stdin;";

  /**
   * @param object the database, for errors
   * @throws DavitException TOOL_FAILED if the script names no encoding
   */
  static CopyStatements in(byte[] script, String object) {
    String text = new String(script, StandardCharsets.UTF_8);
    var encoding = ENCODING.matcher(text);
    if (!encoding.find()) {
      throw new DavitException(
          ErrorCode.TOOL_FAILED, object, "pg_restore does not name the dump's encoding");
    }
    var found = new TreeMap<String, String>();
    String file = null;
    StringBuilder statement = null;
    for (String line : text.split("\n", -1)) {
      var entry = ENTRY.matcher(line);
      if (statement == null && entry.matches()) {
        file = entry.group(1) + ".dat";
      } else if (statement == null && file != null && line.startsWith("COPY ")) {
        statement = new StringBuilder();
      }
      if (statement != null) {
        statement.append(statement.isEmpty() ? "" : "\n").append(line); // a name may hold line ends
        if (line.endsWith(END)) {
          found.put(file, statement.substring(0, statement.length() - 1));
          statement = null;
          file = null;
        }
      }
    }
    return new CopyStatements(encoding.group(1), found);
  }

  /** The statement for one file, told how its bytes are to be read. */
  String of(String file) {
    return byFile.get(file) + " WITH (ENCODING '" + encoding + "')";
  }
}
