package dev.davit.cli.demo;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Feeds rows to one table by COPY. Not thread-safe; {@link #close} ends the statement. */
final class CopyRows implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final CopyIn copy;
  private final StringBuilder buffer = new StringBuilder();

  CopyRows(Connection connection, String table, List<String> columns) throws SQLException {
    copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("COPY " + table + " (" + String.join(", ", columns) + ") FROM STDIN");
  }

  /** One row; null is SQL's null, anything else its text form. */
  void row(Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      if (i > 0) {
        buffer.append('\t');
      }
      append(values[i]);
    }
    buffer.append('\n');
    if (buffer.length() > BUFFER) {
      flush();
    }
  }

  private void append(Object value) {
    if (value == null) {
      buffer.append("\\N");
      return;
    }
    String text = value.toString();
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '\\' -> buffer.append("\\\\");
        case '\t' -> buffer.append("\\t");
        case '\n' -> buffer.append("\\n");
        case '\r' -> buffer.append("\\r");
        default -> buffer.append(text.charAt(i));
      }
    }
  }

  private void flush() throws SQLException {
    byte[] bytes = buffer.toString().getBytes(StandardCharsets.UTF_8);
    copy.writeToCopy(bytes, 0, bytes.length);
    buffer.setLength(0);
  }

  @Override
  public void close() throws SQLException {
    flush();
    copy.endCopy();
  }
}
