package example;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What {@link Backup} was told.
 *
 * @param source who asks; a system may allow only some sources
 * @param key asking again with the same key starts nothing new: the first run's outcome is told
 * @param reason kept with the run
 */
record Arguments(String system, String source, String key, String reason, Duration timeout) {
  private static final String USAGE =
      "usage: Backup [--source URI] [--key KEY] [--reason TEXT] [--timeout SECONDS] SYSTEM";

  static Arguments parse(String[] arguments) {
    Map<String, String> options = new HashMap<>();
    options.put("--source", "/examples/backup");
    options.put("--key", null);
    options.put("--reason", null);
    options.put("--timeout", "3600");
    int next = 0;
    while (next + 1 < arguments.length && options.containsKey(arguments[next])) {
      options.put(arguments[next], arguments[next + 1]);
      next += 2;
    }
    try {
      var timeout = Duration.ofSeconds(Long.parseLong(options.get("--timeout")));
      if (next == arguments.length - 1 && !arguments[next].startsWith("-")) {
        return new Arguments(
            arguments[next],
            options.get("--source"),
            options.get("--key"),
            options.get("--reason"),
            timeout);
      }
    } catch (NumberFormatException e) {
      System.err.println("--timeout: " + e.getMessage());
    }
    System.err.println(USAGE);
    System.exit(2);
    throw new AssertionError();
  }
}
