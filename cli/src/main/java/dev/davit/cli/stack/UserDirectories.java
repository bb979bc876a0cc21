package dev.davit.cli.stack;

import java.nio.file.Path;

/** The user's own places, by the XDG rules. */
public final class UserDirectories {
  /** For programs that run verbs inside themselves: {@code -Ddavit.XDG_STATE_HOME=…}. */
  private static final String OVERRIDE = "davit.";

  private UserDirectories() {}

  /**
   * Where {@code davit up} keeps everything unless told otherwise. Root's servers run as other
   * users, who cannot enter root's home: its place is the system's.
   */
  public static Path data() {
    boolean root = System.getProperty("user.name").equals("root");
    return root && said("XDG_DATA_HOME") == null
        ? Path.of("/var/lib/davit")
        : of("XDG_DATA_HOME", ".local/share");
  }

  /** Where running stacks are registered. */
  public static Path state() {
    return of("XDG_STATE_HOME", ".local/state");
  }

  /** What can be had again: downloaded programs, indexes. */
  public static Path cache() {
    return of("XDG_CACHE_HOME", ".cache");
  }

  private static Path of(String variable, String otherwise) {
    String value = said(variable);
    return (value == null ? home().resolve(otherwise) : Path.of(value)).resolve("davit");
  }

  /** Null if it is not set, or no absolute path. */
  private static String said(String variable) {
    String value = System.getProperty(OVERRIDE + variable, System.getenv(variable));
    return value != null && value.startsWith("/") ? value : null;
  }

  /** As shells have it; Java's own idea is what the user database says. */
  private static Path home() {
    String home = System.getenv("HOME");
    return Path.of(home != null && home.startsWith("/") ? home : System.getProperty("user.home"));
  }
}
