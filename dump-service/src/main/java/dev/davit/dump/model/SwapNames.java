package dev.davit.dump.model;

import dev.davit.contracts.RunId;
import java.nio.charset.StandardCharsets;

/**
 * The three names that a database has while a recovery replaces it: its own, that of the restored
 * one beside it, and that of the old one after the swap. They follow from run and database alone,
 * so that a worker that takes over finds what the dead one made.
 *
 * @param own at most 63 bytes, PostgreSQL's limit
 * @param beside {@code <own>_davit_<8 hexadecimal digits of the run>}
 * @param old {@code <own>_davit_old_<the same digits>}
 */
public record SwapNames(String own, String beside, String old) {
  private static final int NAME_BYTES = 63;

  /** The names for {@code database} in {@code run}; a long name is cut, never mid-character. */
  public static SwapNames of(String database, RunId run) {
    String digits = run.toString().substring(0, 8);
    return new SwapNames(
        database, named(database, "_davit_" + digits), named(database, "_davit_old_" + digits));
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
