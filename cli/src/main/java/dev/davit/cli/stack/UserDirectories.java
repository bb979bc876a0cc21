package dev.davit.cli.stack;

import java.nio.file.Path;

/** The user's own places, by the XDG rules. */
public final class UserDirectories {
  /** For programs that run verbs inside themselves: {@code -Ddavit.XDG_STATE_HOME=…}. */
  private static final String OVERRIDE = "davit.";

  private UserDirectories() {}

  /** Where {@code davit up} keeps everything unless told otherwise. */
  public static Path data() {
    return of("XDG_DATA_HOME", ".local/share");
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
    String value = System.getProperty(OVERRIDE + variable, System.getenv(variable));
    var base =
        value != null && value.startsWith("/")
            ? Path.of(value)
            : Path.of(System.getProperty("user.home"), otherwise);
    return base.resolve("davit");
  }
}
