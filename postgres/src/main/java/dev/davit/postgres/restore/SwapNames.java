package dev.davit.postgres.restore;

import java.nio.charset.StandardCharsets;

/**
 * The three names that a database has while a recovery replaces it: its own, that of the restored
 * one beside it, and that of the old one after the swap. They follow from database and mark alone,
 * so that whoever takes over finds what the dead one made.
 *
 * @param own at most 63 bytes, PostgreSQL's limit
 * @param beside {@code <own>_davit_<mark>}
 * @param old {@code <own>_davit_old_<mark>}
 */
public record SwapNames(String own, String beside, String old) {
  private static final int NAME_BYTES = 63;

  /**
   * A long name is cut, never mid-character: PostgreSQL would cut it itself, and a name of 63 bytes
   * with anything behind it would be that of the live database.
   *
   * @param mark tells recoveries of one database apart; ASCII, at most 20 characters
   */
  public static SwapNames of(String database, String mark) {
    return new SwapNames(
        database, named(database, "_davit_" + mark), named(database, "_davit_old_" + mark));
  }

  private static String named(String database, String suffix) {
    var name = new StringBuilder(database);
    while (bytes(name) + suffix.length() > NAME_BYTES) {
      name.setLength(name.offsetByCodePoints(name.length(), -1));
    }
    return name.append(suffix).toString();
  }

  private static int bytes(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.UTF_8).length;
  }
}
