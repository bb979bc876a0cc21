package dev.davit.cli.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether people look on. */
public final class Terminal {
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
  private static final int USUAL_WIDTH = 100;

  private Terminal() {}

  /** True if standard error is a terminal that understands control sequences. */
  public static boolean isInteractive() {
    if ("dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    try {
      String device = Files.readSymbolicLink(STANDARD_ERROR).toString();
      return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      var console = System.console();
      return console != null && console.isTerminal();
    }
  }

  /** True unless {@code NO_COLOR} is set or nobody looks on. */
  public static boolean hasColour() {
    String off = System.getenv("NO_COLOR");
    return (off == null || off.isEmpty()) && isInteractive();
  }

  /** In characters. */
  public static int width() {
    try {
      return Integer.parseInt(System.getenv().getOrDefault("COLUMNS", ""));
    } catch (NumberFormatException e) {
      return USUAL_WIDTH;
    }
  }
}
