package dev.davit.contracts.error;

import java.util.stream.Collectors;

/**
 * Text that others wrote, made fit for one line of a log, a table or a terminal: whatever would
 * move the cursor, hide something or be refused by a database is written as {@code \u001b}, and
 * what is too long is cut.
 */
public final class PlainText {
  private PlainText() {}

  /**
   * @param text null stays null
   * @param most characters of the result, at least 1; a cut text ends with an ellipsis
   */
  public static String of(String text, int most) {
    if (text == null) {
      return null;
    }
    var plain = new StringBuilder(Math.min(text.length(), most));
    for (int at = 0; at < text.length(); ) {
      int character = text.codePointAt(at);
      String written = written(character);
      if (plain.length() + written.length() > most) {
        while (plain.length() >= most) {
          plain.setLength(plain.offsetByCodePoints(plain.length(), -1));
        }
        return plain.append('…').toString();
      }
      plain.append(written);
      at += Character.charCount(character);
    }
    return plain.toString();
  }

  /** A whole text for a terminal: its lines and tabs stay, nothing is cut. */
  public static String lines(String text) {
    return text.codePoints()
        .mapToObj(c -> c == '\n' || c == '\t' ? Character.toString(c) : written(c))
        .collect(Collectors.joining());
  }

  private static String written(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          "\\u%04x".formatted(character);
      default -> Character.toString(character);
    };
  }
}
